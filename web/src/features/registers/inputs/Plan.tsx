import { useQuery } from '@tanstack/react-query'
import type { MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import { found } from '../data/queries'
import { pointOf, pointText, scaleOf, type Point } from './points'

const WIDTH = 600
const HEIGHT = 240
const MOST = 400

interface Props {
  field: string
  value: string
  onPick: (text: string) => void
}

/** Where the records of this register lie; a click gives the degrees under it. */
export function Plan({ field, value, onPick }: Props) {
  const { t } = useTranslation()
  const { definition } = useKnown()
  const list = useQuery(found(definition.code, '', MOST))
  const points = (list.data?.items ?? []).flatMap(record => {
    const point = pointOf(record.values[field]?.[0])
    return point ? [{ ...point, title: record.title }] : []
  })
  const own = pointOf(value)
  const scale = scaleOf(points, WIDTH, HEIGHT)
  if (!scale) return <p className="entry-help">{list.isPending ? t('registers.form.finding') : t('registers.place.noPlan')}</p>
  function pick(event: MouseEvent<SVGSVGElement>) {
    const box = event.currentTarget.getBoundingClientRect()
    const point = scale?.at(((event.clientX - box.left) / box.width) * WIDTH, ((event.clientY - box.top) / box.height) * HEIGHT)
    if (point) onPick(pointText(point))
  }
  const place = (point: Point) => ({ cx: scale.x(point), cy: scale.y(point) })
  return (
    <figure className="plan">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} onClick={pick} aria-hidden>
        {points.map((point, n) => (
          <circle key={n} {...place(point)} r={2.5}>
            <title>{point.title}</title>
          </circle>
        ))}
        {own && <path className="own" d={`M${scale.x(own) - 8} ${scale.y(own)}h16M${scale.x(own)} ${scale.y(own) - 8}v16`} />}
      </svg>
      <figcaption className="entry-help">{t('registers.place.hint', { n: points.length })}</figcaption>
    </figure>
  )
}
