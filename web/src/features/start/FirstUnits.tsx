import { queryOptions, useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Notice, type Schemas } from '../../api/client'
import { Failed } from '../../app/Failed'
import { choices } from '../../app/i18n'
import { Loading } from '../../app/Loading'
import { useAct } from '../../app/useAct'

type Name = Schemas['NameView']

const namesOf = (id: string) =>
  queryOptions({
    queryKey: ['names', id],
    queryFn: async () => (await ask(client.GET('/api/notices/{id}/units', { params: { path: { id } } }))).items,
  })

/** The street and the units that the notice names: those that are ticked are made, all in one go. */
export function FirstUnits({ notice, onDone }: { notice: Notice; onDone: () => void }) {
  const found = useQuery(namesOf(notice.id))
  if (!found.data) return found.error ? <Failed error={found.error} retry={() => void found.refetch()} /> : <Loading />
  return <Choice notice={notice} names={found.data} onDone={onDone} />
}

interface Row extends Name {
  ticked: boolean
  kind: string
}

function Choice({ notice, names, onDone }: { notice: Notice; names: Name[]; onDone: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [street, setStreet] = useState(notice.street ?? '')
  const [rows, setRows] = useState<Row[]>(() => names.map(name => ({ ...name, ticked: name.proposed, kind: name.guess_kind })))
  const [more, setMore] = useState('')
  const ticked = rows.filter(row => row.ticked)
  const added = more.split(/[\n、，,；;]/).map(name => name.trim()).filter(Boolean)
  const change = (text: string, part: Partial<Row>) => setRows(rows.map(row => (row.text === text ? { ...row, ...part } : row)))

  async function make() {
    const done = await act(async () => {
      const choices = ticked.map(({ text, kind, unit_id }) => (unit_id ? { text, unit_id } : { text, name: text, kind }))
      const body = { street: street.trim(), street_for_unnamed: true, choices, more: added }
      await ask(client.POST('/api/notices/{id}/units', { params: { path: { id: notice.id } }, body }))
      return true
    })
    if (done) onDone()
  }
  return (
    <section className="sheet side">
      <label className="start-street">
        {t('start.street')} <Input value={street} maxLength={60} onChange={event => setStreet(event.target.value)} aria-label={t('start.street')} lang="zh-CN" />
      </label>
      <p className="quiet">{t('start.unitsHint', { n: names.length })}</p>
      <ul className="start-units" aria-label={t('start.units')}>
        {rows.map(row => (
          <li key={row.text}>
            <Checkbox checked={row.ticked} onChange={event => change(row.text, { ticked: event.target.checked })}>
              <span lang="zh-CN">{row.text}</span> <span className="quiet">{t('start.targets', { n: row.count })}</span>
            </Checkbox>
            {row.ticked ? (
              <Select size="small" className="w-kind" value={row.kind} aria-label={t('start.kindOf', { name: row.text })} options={choices(t, 'unitKind')} onChange={kind => change(row.text, { kind })} />
            ) : (
              row.collective && <span className="quiet">{t('start.collective')}</span>
            )}
          </li>
        ))}
      </ul>
      <label>
        {t('start.more')}
        <Input.TextArea rows={2} value={more} onChange={event => setMore(event.target.value)} placeholder={t('start.moreHint')} />
      </label>
      <Button type="primary" loading={busy} disabled={!street.trim()} onClick={() => void make()}>
        {t('start.make', { n: ticked.length + added.length + 1 })}
      </Button>
    </section>
  )
}
