import { useQuery } from '@tanstack/react-query'
import { Button, Form, Modal, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Schemas } from '../../api/client'
import { DayInput } from '../../app/DayInput'
import { today, unitsOn } from '../../app/queries'
import { useAct } from '../../app/useAct'
import { registerList } from '../registers/data/queries'
import { named } from '../registers/text/named'
import { roleList, type Account, type Post } from './data'

type Line = Schemas['LineView']

interface Props {
  account: Account
  post: Post
  mayGive: boolean
}

/** What a leader's post is in charge of, and which places it is linked to. Nothing for other posts. */
export function Lines({ account, post, mayGive }: Props) {
  const { t, i18n } = useTranslation()
  const roles = useQuery(roleList)
  const units = useQuery(unitsOn(today()))
  const registers = useQuery(registerList)
  const { act, busy } = useAct()
  const [isGiving, setGiving] = useState(false)
  if (!roles.data?.find(({ role }) => role === post.role)?.has_lines) return null
  const lines = post.lines.filter(line => !line.valid_to || line.valid_to >= today())
  const sector = (code: string) => named(registers.data?.sectors.find(sector => sector.code === code)?.name ?? { zh: '' }, i18n.language)
  const unit = (id: string) => units.data?.find(unit => unit.id === id)?.name
  const end = (line: Line) => {
    const path = { id: account.id, post: post.id, line: line.id }
    return act(() => ask(client.POST('/api/accounts/{id}/posts/{post}/lines/{line}/end', { params: { path }, body: { last_day: today() } })).then(() => true))
  }
  return (
    <div className="lines">
      {lines.length === 0 && <p className="quiet">{t('people.noLines')}</p>}
      <ul className="post-list" aria-label={t('people.lines')}>
        {lines.map(line => (
          <li key={line.id}>
            <div>
              {t(line.sector ? 'people.inCharge' : 'people.linked')} {line.sector ? sector(line.sector) : <span lang="zh-CN">{unit(line.unit ?? '')}</span>}
              <div className="quiet">
                {line.valid_from} — {line.valid_to ?? t('units.open')}
              </div>
            </div>
            {mayGive && !line.valid_to && (
              <Button type="link" size="small" disabled={busy} onClick={() => void end(line)} aria-label={`${t('people.endLine')} ${line.sector ? sector(line.sector) : unit(line.unit ?? '')}`}>
                {t('people.endLine')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {mayGive && (
        <Button size="small" onClick={() => setGiving(true)}>
          {t('people.giveLine')}
        </Button>
      )}
      {isGiving && <Giving account={account} post={post} onClose={() => setGiving(false)} />}
    </div>
  )
}

interface Values {
  what: 'sector' | 'unit'
  sector?: string
  unit?: string
  valid_from?: string
  valid_to?: string
}

function Giving({ account, post, onClose }: { account: Account; post: Post; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const { act, busy } = useAct()
  const units = useQuery(unitsOn(today()))
  const registers = useQuery(registerList)
  const [form] = Form.useForm<Values>()
  const what = Form.useWatch('what', form) ?? 'sector'
  const required = (field: string) => [{ required: true, message: t('signIn.required', { field }) }]
  async function save({ what, sector, unit, valid_from, valid_to }: Values) {
    const body = { sector: what === 'sector' ? sector : null, unit: what === 'unit' ? unit : null, valid_from: valid_from || null, valid_to: valid_to || null }
    const given = await act(() => ask(client.POST('/api/accounts/{id}/posts/{post}/lines', { params: { path: { id: account.id, post: post.id } }, body })))
    if (given) onClose()
  }
  return (
    <Modal open width={440} title={t('people.giveLineTo', { name: account.name })} okText={t('people.giveLine')} cancelText={t('app.cancel')} okButtonProps={{ loading: busy }} onOk={() => form.submit()} onCancel={onClose}>
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ what: 'sector', valid_from: today() }} onFinish={values => void save(values)}>
        <Form.Item name="what">
          <Radio.Group
            optionType="button"
            aria-label={t('people.lines')}
            options={[
              { value: 'sector', label: t('people.inCharge') },
              { value: 'unit', label: t('people.linked') },
            ]}
          />
        </Form.Item>
        {what === 'sector' ? (
          <Form.Item name="sector" label={t('people.sector')} rules={required(t('people.sector'))}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={registers.data?.sectors.map(({ code, name }) => ({ value: code, label: named(name, i18n.language) }))} />
          </Form.Item>
        ) : (
          <Form.Item name="unit" label={t('people.place')} rules={required(t('people.place'))}>
            <Select showSearch={{ optionFilterProp: 'label' }} options={units.data?.map(unit => ({ value: unit.id, label: unit.name }))} notFoundContent={t('people.noUnits')} />
          </Form.Item>
        )}
        <div className="two">
          <Form.Item name="valid_from" label={t('people.firstDay')}>
            <DayInput />
          </Form.Item>
          <Form.Item name="valid_to" label={t('people.lastDay')} extra={t('people.lastDayHint')}>
            <DayInput />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
