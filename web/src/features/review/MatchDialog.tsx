import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Modal, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Notice, type Schemas, type Unit } from '../../api/client'
import { choices as words } from '../../app/i18n'
import { today, unitsOn } from '../../app/queries'
import { useAct } from '../../app/useAct'

interface Choice {
  unit_id?: string
  kind: string
}

type Name = Schemas['NameView']

/** All names of the text at once: each is a unit there is, or a new one. */
export function MatchDialog({ notice, onClose }: { notice: Notice; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const units = useQuery(unitsOn(today()))
  const names = useQuery({
    queryKey: ['names', notice.id],
    queryFn: async () => (await ask(client.GET('/api/notices/{id}/units', { params: { path: { id: notice.id } } }))).items,
    staleTime: 0,
  })
  const existing = units.data?.find(unit => unit.kind === 'street')
  const [typed, setStreet] = useState<string>()
  const street = typed ?? existing?.name ?? notice.street ?? ''
  const [forUnnamed, setForUnnamed] = useState(true)
  const unnamed = notice.target_list.filter(target => target.state !== 'dropped' && target.assignments.length === 0).length
  const [choices, setChoices] = useState<Record<string, Choice>>({})

  useEffect(() => {
    if (!names.data) return
    setChoices(Object.fromEntries(names.data.map(name => [name.text, { unit_id: name.unit_id ?? undefined, kind: name.guess_kind }])))
  }, [names.data])

  async function submit() {
    const body = {
      street: street || null,
      street_for_unnamed: forUnnamed,
      choices: Object.entries(choices).map(([text, choice]) => ({ text, unit_id: choice.unit_id ?? null, name: text, kind: choice.kind })),
    }
    const done = await act(async () => {
      await ask(client.POST('/api/notices/{id}/units', { params: { path: { id: notice.id } }, body }))
      return true
    })
    if (done) onClose()
  }
  const choose = (text: string, change: Partial<Choice>) =>
    setChoices(all => ({ ...all, [text]: { kind: 'other', ...all[text], ...change } }))
  return (
    <Modal
      open
      width={760}
      title={t('match.title')}
      okText={t('match.submit')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy, disabled: !street.trim() || !names.data }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <div className="stack">
        <p className="quiet">{t('match.hint')}</p>
        <label>
          {t('match.street')}
          <Input value={street} onChange={event => setStreet(event.target.value)} />
        </label>
        {unnamed > 0 && (
          <Checkbox checked={forUnnamed} onChange={event => setForUnnamed(event.target.checked)}>
            {t('match.unnamed', { n: unnamed })} <span lang="zh-CN">{street}</span>
          </Checkbox>
        )}
        {names.data?.length === 0 && <p className="quiet">{t('match.none')}</p>}
        {names.data && names.data.length > 0 && <Names names={names.data} units={units.data ?? []} choices={choices} onChoose={choose} />}
      </div>
    </Modal>
  )
}

interface NamesProps {
  names: Name[]
  units: Unit[]
  choices: Record<string, Choice>
  onChoose: (text: string, change: Partial<Choice>) => void
}

function Names({ names, units, choices, onChoose }: NamesProps) {
  const { t } = useTranslation()
  const options = [{ value: '', label: t('match.create') }, ...units.map(unit => ({ value: unit.id, label: unit.name }))]
  return (
    <>
      <span className="quiet">{t('match.countOf', { done: names.filter(name => name.matched).length, total: names.length })}</span>
      <div className="names" tabIndex={0} role="region" aria-label={t('match.title')}>
        <table className="ledger stacked">
          <thead>
            <tr>
              <th scope="col">{t('match.text')}</th>
              <th scope="col" className="num">
                {t('match.count')}
              </th>
              <th scope="col">{t('match.to')}</th>
              <th scope="col">{t('match.kind')}</th>
            </tr>
          </thead>
          <tbody>
            {names.map(name => (
              <tr key={name.text}>
                <td lang="zh-CN">{name.text}</td>
                <td className="num" data-label={t('match.count')}>
                  {name.count}
                </td>
                <td>
                  <Select
                    showSearch={{ optionFilterProp: 'label' }}
                    aria-label={`${t('match.to')} ${name.text}`}
                    value={choices[name.text]?.unit_id ?? ''}
                    onChange={unit_id => onChoose(name.text, { unit_id: unit_id || undefined })}
                    options={options}
                  />
                </td>
                <td>
                  <Select
                    aria-label={`${t('match.kind')} ${name.text}`}
                    disabled={!!choices[name.text]?.unit_id}
                    value={choices[name.text]?.kind}
                    onChange={kind => onChoose(name.text, { kind })}
                    options={words(t, 'unitKind')}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
