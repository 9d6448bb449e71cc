import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Light } from '../live/Light'
import type { Figure } from './data'
import { shown } from './shown'

/** The course of a figure through its period, with its plan and the year before; the same as a table beside it. */
export function Course({ figure }: { figure: Figure }) {
  const { t } = useTranslation()
  const at = useRef<HTMLDivElement>(null)
  const { course, cell } = figure
  const goal = cell.goal
  useEffect(() => {
    let isGone = false
    let close = () => {}
    void draw()
    async function draw() {
      const { lineChart } = await import('./chart')
      if (isGone || !at.current) return
      const line = (name: string, values: (number | null | undefined)[], dash?: boolean) => ({ name, values: values.map(value => value ?? null), dash })
      const lines = [line(t('figures.thisYear'), course.map(point => point.value))]
      if (course.some(point => point.plan != null)) lines.push(line(t('figures.plan'), course.map(point => point.plan), true))
      if (course.some(point => point.last_year != null)) lines.push(line(t('figures.lastYear'), course.map(point => point.last_year)))
      close = lineChart(at.current, course.map(point => point.day.slice(0, 7)), lines, { name: t('figures.goal'), value: goal }, cell.unit ?? '')
    }
    return () => {
      isGone = true
      close()
    }
  }, [course, goal, cell.unit, t])
  if (course.length === 0) return null
  const of = (value: number | null | undefined) => shown({ value, numerator: 0, unit: cell.unit })
  return (
    <>
      <div ref={at} className="chart" role="img" aria-label={t('figures.course')} />
      <div className="board-wrap short" tabIndex={0} role="region" aria-label={t('figures.course')}>
        <table className="ledger">
          <thead>
            <tr>
              <th scope="col">{t('figures.day')}</th>
              <th scope="col" className="num">{t('figures.value')}</th>
              <th scope="col" className="num">{t('figures.plan')}</th>
              <th scope="col" className="num">{t('figures.lastYear')}</th>
            </tr>
          </thead>
          <tbody>
            {course.map(point => (
              <tr key={point.day}>
                <td className="nowrap">
                  {point.day}
                  {point.missed && (
                    <>
                      {' '}
                      <Light light="red" /> {t('figures.periodMissed')}
                    </>
                  )}
                </td>
                <td className="num">{of(point.value)}</td>
                <td className="num">{of(point.plan)}</td>
                <td className="num">{of(point.last_year)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
