import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button, Checkbox, Select, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Blank, Failed } from '../../app/Failed'
import { Loading } from '../../app/Loading'
import { today, unitsOn } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { useTitle } from '../../app/useTitle'
import { tree } from '../units/tree'
import { noticeDuties, takeDuties, type Found } from './data'

/** What a person settled for a duty before it is taken. */
interface Settled {
  unit?: string
  part?: string
  picked?: boolean
}

const keyOf = (duty: Found) => `${duty.index}.${duty.unit_text}`

/** The duties without a figure of one notice, to be taken into duty lists. */
export function NoticeDutiesPage() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { id } = useParams({ from: '/notices/$id/duties' })
  const found = useQuery(noticeDuties(id))
  const { act, busy } = useAct()
  const [settled, setSettled] = useState<Record<string, Settled>>({})
  const [onlyOpen, setOnlyOpen] = useState(false)
  useTitle(t('duties.from.title'))
  if (!found.data) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  const { duties, title } = found.data
  const unitOf = (duty: Found) => settled[keyOf(duty)]?.unit ?? duty.unit ?? undefined
  const partOf = (duty: Found) => settled[keyOf(duty)]?.part ?? duty.part
  const free = duties.filter(duty => !duty.item && unitOf(duty))
  const picked = free.filter(duty => settled[keyOf(duty)]?.picked)
  const settle = (duty: Found, change: Settled) => setSettled(all => ({ ...all, [keyOf(duty)]: { ...all[keyOf(duty)], ...change } }))
  const pickAll = (on: boolean) => setSettled(all => ({ ...all, ...Object.fromEntries(free.map(duty => [keyOf(duty), { ...all[keyOf(duty)], picked: on }])) }))
  const take = async () => {
    const picks = picked.flatMap(duty => {
      const unit = unitOf(duty)
      return unit ? [{ index: duty.index, unit, part: partOf(duty) }] : []
    })
    const done = await act(() => takeDuties(id, picks))
    if (!done) return
    void message.success(t('duties.from.done', { n: done.items.length }))
    setSettled({})
  }
  return (
    <div className="page">
      <div className="page-head">
        <h1>{t('duties.from.title')}</h1>
        <span className="quiet clip" lang="zh-CN">
          {title}
        </span>
        <span className="grow" />
        <Link to="/notices/$id" params={{ id }}>
          {t('duties.from.back')}
        </Link>
        <Link to="/duties">{t('duties.title')}</Link>
      </div>
      <div className="sheet scroll">
        {duties.length === 0 ? (
          <Blank title={t('duties.from.none')} words={t('duties.from.noneHint')} />
        ) : (
          <>
            <p className="quiet pad">{t('duties.from.about')}</p>
            <div className="row pad">
              <Checkbox
                checked={free.length > 0 && picked.length === free.length}
                indeterminate={picked.length > 0 && picked.length < free.length}
                disabled={free.length === 0}
                onChange={event => pickAll(event.target.checked)}
              >
                {t('duties.from.all')}
              </Checkbox>
              <label className="quiet">
                <Switch size="small" checked={onlyOpen} onChange={setOnlyOpen} /> {t('duties.from.onlyOpen')}
              </label>
              <span className="grow" />
              <Button type="primary" loading={busy} disabled={picked.length === 0} onClick={() => void take()}>
                {t('duties.from.take', { n: picked.length })}
              </Button>
            </div>
            <Rows duties={onlyOpen ? duties.filter(duty => !duty.item) : duties} settled={settled} settle={settle} />
          </>
        )}
      </div>
    </div>
  )
}

interface RowsProps {
  duties: Found[]
  settled: Record<string, Settled>
  settle: (duty: Found, change: Settled) => void
}

function Rows({ duties, settled, settle }: RowsProps) {
  const { t } = useTranslation()
  const units = useQuery(unitsOn(today()))
  const options = tree(units.data ?? []).map(({ unit }) => ({ value: unit.id, label: unit.name }))
  const parts = (['lead', 'assist'] as const).map(part => ({ value: part, label: t(`duties.parts.${part}`) }))
  return (
    <table className="ledger stack" data-testid="duties">
      <thead>
        <tr>
          <th aria-label={t('duties.from.take', { n: 1 })} />
          <th>{t('duties.clause')}</th>
          <th className="wide">{t('duties.words')}</th>
          <th>{t('duties.of')}</th>
          <th>{t('duties.part')}</th>
        </tr>
      </thead>
      <tbody>
        {duties.map(duty => {
          const { unit = duty.unit ?? undefined, part = duty.part, picked = false } = settled[keyOf(duty)] ?? {}
          return (
            <tr key={keyOf(duty)}>
              <td className="nowrap">
                {duty.item ? (
                  <Link to="/registers/$code/$id" params={{ code: 'duty-item', id: duty.item }}>
                    {t('duties.from.taken')}
                  </Link>
                ) : (
                  <Checkbox
                    aria-label={duty.words}
                    checked={picked}
                    disabled={!unit}
                    title={unit ? undefined : t('duties.from.missing')}
                    onChange={event => settle(duty, { picked: event.target.checked })}
                  />
                )}
              </td>
              <td className="nowrap" lang="zh-CN">
                {duty.path}
              </td>
              <td className="wide" lang="zh-CN">
                {duty.words}
              </td>
              <td>
                {duty.item ? (
                  <span lang="zh-CN">{duty.unit_text}</span>
                ) : (
                  <Select
                    className="w-unit"
                    popupMatchSelectWidth={false}
                    showSearch={{ optionFilterProp: 'label' }}
                    placeholder={duty.unit_text || t('duties.from.choose')}
                    aria-label={t('duties.of')}
                    value={unit}
                    onChange={(unit: string) => settle(duty, { unit })}
                    options={options}
                  />
                )}
              </td>
              <td className="nowrap">
                {duty.item ? (
                  t(`duties.parts.${duty.part as 'lead'}`)
                ) : (
                  <Select aria-label={t('duties.part')} value={part} onChange={(part: string) => settle(duty, { part })} options={parts} />
                )}
              </td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
