import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { me } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { Part } from '../desk/Part'
import { register } from '../registers/data/queries'
import { pointOf, scaleOf } from '../registers/inputs/points'
import { corners, middleOf, openHazards, pathOf, removeBoundary, unitPlot, type UnitPlot } from './boundary'

const WIDTH = 600
const HEIGHT = 400
/** With more units below, their names would lie over each other. */
const MOST_NAMED = 24

/** The territory of a unit with those of the units below it, and where its open hazards lie. */
export function Territory({ id }: { id: string }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const { act, busy } = useAct()
  const plot = useQuery(unitPlot(id))
  const who = useQuery(me)
  if (!plot.data || (!plot.data.own && plot.data.below.length === 0)) return null
  const { own } = plot.data
  const remove = (reading: string) =>
    modal.confirm({
      title: t('units.boundary.removeSure'),
      content: t('units.boundary.removeHint'),
      okText: t('units.boundary.remove'),
      okButtonProps: { danger: true },
      cancelText: t('app.cancel'),
      onOk: () => act(() => removeBoundary(id, reading)),
    })
  return (
    <Part title={t('units.boundary.title')}>
      <Drawing id={id} plot={plot.data} />
      {own && (
        <p className="pad row">
          <span className="quiet">{t('units.boundary.from', { day: new Date(own.read_at).toLocaleDateString('sv'), n: own.points })}</span>
          <span className="grow" />
          {who.data?.verbs.includes('keep-units') && (
            <Button size="small" disabled={busy} onClick={() => remove(own.reading)}>
              {t('units.boundary.remove')}
            </Button>
          )}
        </p>
      )}
    </Part>
  )
}

function Drawing({ id, plot: { own, below } }: { id: string; plot: UnitPlot }) {
  const { t } = useTranslation()
  const hazard = useQuery(register('hazard'))
  const open = hazard.data?.definition.state?.filter(state => !state.final).map(state => state.code).join(',') ?? ''
  const hazards = useQuery({ ...openHazards(id, open), enabled: !!open })
  const scale = scaleOf([own, ...below].flatMap(unit => (unit ? corners(unit) : [])), WIDTH, HEIGHT)
  if (!scale) return null
  const dots = (hazards.data?.items ?? []).flatMap(record => {
    const point = pointOf(record.values.place?.[0])
    return point ? [{ key: record.id, title: record.title, point }] : []
  })
  return (
    <figure className="territory">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={t('units.boundary.drawn', { n: below.length })} data-testid="territory">
        {below.map(unit => (
          <path key={unit.unit_id} className="below" d={pathOf(unit, scale)}>
            <title>{unit.name}</title>
          </path>
        ))}
        {own && <path className="own" d={pathOf(own, scale)} />}
        {(below.length > MOST_NAMED ? [] : below).map(unit => (
          <text key={unit.unit_id} x={scale.x(middleOf(unit))} y={scale.y(middleOf(unit))} lang="zh-CN">
            {unit.name}
          </text>
        ))}
        {dots.map(({ key, title, point }) => (
          <circle key={key} cx={scale.x(point)} cy={scale.y(point)} r={3.5}>
            <title>{title}</title>
          </circle>
        ))}
      </svg>
      {dots.length > 0 && <figcaption className="quiet">{t('units.boundary.dots', { n: dots.length })}</figcaption>}
    </figure>
  )
}
