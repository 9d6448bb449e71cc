import { useQuery } from '@tanstack/react-query'
import { Checkbox, Input, Modal, Select, Table } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Notice, type Schemas } from '../../api/client'
import en from '../../app/en'
import { unitList } from '../../app/queries'
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
  const units = useQuery(unitList)
  const names = useQuery({
    queryKey: ['names', notice.id],
    queryFn: async () => (await ask(client.GET('/api/notices/{id}/units', { params: { path: { id: notice.id } } }))).items,
  })
  const [street, setStreet] = useState('')
  const [forUnnamed, setForUnnamed] = useState(true)
  const unnamed = notice.target_list.filter(target => target.state !== 'dropped' && target.assignments.length === 0).length
  const [choices, setChoices] = useState<Record<string, Choice>>({})

  useEffect(() => {
    if (!names.data) return
    setChoices(Object.fromEntries(names.data.map(name => [name.text, { unit_id: name.unit_id ?? undefined, kind: name.guess_kind }])))
  }, [names.data])

  const existing = units.data?.find(unit => unit.kind === 'street')
  useEffect(() => setStreet(existing?.name ?? notice.issuer ?? ''), [existing, notice.issuer])

  const choose = (text: string, change: Partial<Choice>) =>
    setChoices(all => ({ ...all, [text]: { kind: 'other', ...all[text], ...change } }))

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
  const kinds = Object.keys(en.unitKind).map(value => ({ value, label: t(`unitKind.${value}` as 'unitKind.other') }))
  return (
    <Modal
      open
      width={760}
      title={t('match.title')}
      okText={t('match.submit')}
      okButtonProps={{ loading: busy, disabled: !street.trim() }}
      onOk={() => void submit()}
      onCancel={onClose}
    >
      <p className="quiet">{t('match.hint')}</p>
      <label>
        {t('match.street')}
        <Input value={street} onChange={event => setStreet(event.target.value)} />
      </label>
      {unnamed > 0 && (
        <Checkbox style={{ marginTop: 8 }} checked={forUnnamed} onChange={event => setForUnnamed(event.target.checked)}>
          {t('match.unnamed', { n: unnamed, street })}
        </Checkbox>
      )}
      <Table<Name>
        size="small"
        style={{ marginTop: 10 }}
        rowKey="text"
        loading={names.isPending}
        dataSource={names.data}
        pagination={false}
        scroll={{ y: 320, x: 'max-content' }}
        columns={[
          { title: t('match.text'), dataIndex: 'text' },
          { title: t('match.count'), dataIndex: 'count', align: 'right' },
          {
            title: t('match.to'),
            render: (_, name) => (
              <Select
                showSearch={{ optionFilterProp: 'label' }}
                style={{ width: 180 }}
                aria-label={`${t('match.to')} ${name.text}`}
                value={choices[name.text]?.unit_id ?? ''}
                onChange={unit_id => choose(name.text, { unit_id: unit_id || undefined })}
                options={[
                  { value: '', label: t('match.create') },
                  ...(units.data ?? []).map(unit => ({ value: unit.id, label: unit.name })),
                ]}
              />
            ),
          },
          {
            title: t('match.kind'),
            render: (_, name) => (
              <Select
                style={{ width: 130 }}
                aria-label={`${t('match.kind')} ${name.text}`}
                disabled={!!choices[name.text]?.unit_id}
                value={choices[name.text]?.kind}
                onChange={kind => choose(name.text, { kind })}
                options={kinds}
              />
            ),
          },
        ]}
      />
    </Modal>
  )
}
