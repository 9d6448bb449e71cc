// The one chart in use, in a piece of its own: it is fetched when a figure is opened.
import { LineChart } from 'echarts/charts'
import { GridComponent, LegendComponent, MarkLineComponent, TooltipComponent } from 'echarts/components'
import { init, use } from 'echarts/core'
import { SVGRenderer } from 'echarts/renderers'

use([LineChart, GridComponent, LegendComponent, MarkLineComponent, TooltipComponent, SVGRenderer])

interface Line {
  name: string
  values: (number | null)[]
  dash?: boolean
}

const INKS = ['#1f4e8c', '#b58900', '#9aa3af']

/** Draws lines over months; gives what takes them away again. */
export function lineChart(at: HTMLElement, months: string[], lines: Line[], goal: { name: string; value?: number | null }, unit: string): () => void {
  const chart = init(at, undefined, { renderer: 'svg' })
  const mark = goal.value == null ? undefined : { silent: true, symbol: 'none', lineStyle: { color: '#b3261e', type: 'dashed' as const }, label: { formatter: `${goal.name} {c}${unit}`, position: 'insideEndTop' as const }, data: [{ yAxis: goal.value }] }
  chart.setOption({
    animation: false,
    textStyle: { fontFamily: 'inherit' },
    grid: { left: 48, right: 16, top: 30, bottom: 24 },
    legend: { top: 0, right: 24, icon: 'roundRect', itemHeight: 4 },
    tooltip: { trigger: 'axis' },
    xAxis: { type: 'category', data: months, axisTick: { show: false } },
    yAxis: { type: 'value', min: 0, max: unit === '%' ? ({ max }: { max: number }) => Math.max(100, max) : undefined, axisLabel: { formatter: `{value}${unit}` } },
    series: lines.map((line, n) => ({
      type: 'line',
      name: line.name,
      data: line.values,
      symbolSize: 5,
      color: INKS[n],
      lineStyle: { width: 2, type: line.dash ? 'dashed' : 'solid' },
      markLine: n === 0 ? mark : undefined,
    })),
  })
  const watch = new ResizeObserver(() => chart.resize())
  watch.observe(at)
  return () => {
    watch.disconnect()
    chart.dispose()
  }
}
