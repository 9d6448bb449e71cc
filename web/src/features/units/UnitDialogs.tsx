import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ask, client, type Unit } from '../../api/client'
import { DayInput } from '../../app/DayInput'
import { choices } from '../../app/i18n'
import { today } from '../../app/queries'
import { useAct } from '../../app/useAct'

interface Values {
  name: string
  kind: string
  parent?: string
  region_code?: string
  valid_from: string
  valid_to?: string
}

const change = (unit: Unit, body: { name: string; kind: string; region_code: string | null; valid_to: string | null }) =>
  ask(client.PATCH('/api/units/{id}', { params: { path: { id: unit.id } }, body: { version: unit.version, ...body } }))

export function UnitDialog({ unit, units, onClose }: { unit?: Unit; units: Unit[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [form] = Form.useForm<Values>()
  const street = units.find(other => other.kind === 'street')
  const start = unit ?? { kind: 'department', parent: street?.id, valid_from: `${new Date().getFullYear()}-01-01` }

  async function save({ name, kind, parent, region_code, valid_from, valid_to }: Values) {
    const code = region_code?.trim() || null
    const saved = await act<unknown>(() =>
      unit
        ? change(unit, { name, kind, region_code: code, valid_to: valid_to || null })
        : ask(client.POST('/api/units', { body: { name, kind, parent: parent ?? null, region_code: code, valid_from } })),
    )
    if (saved) onClose()
  }
  return (
    <Modal
      open
      width={460}
      title={unit ? t('units.editTitle') : t('units.add')}
      okText={t('app.save')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values> form={form} layout="vertical" initialValues={start} onFinish={values => void save(values)} requiredMark={false}>
        <Form.Item name="name" label={t('units.name')} rules={[{ required: true, message: t('units.required') }]}>
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="kind" label={t('units.kind')}>
          <Select options={choices(t, 'unitKind')} />
        </Form.Item>
        <Form.Item name="parent" label={t('units.parent')}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            disabled={!!unit}
            placeholder={t('units.none')}
            options={units.map(other => ({ value: other.id, label: other.name }))}
          />
        </Form.Item>
        <Form.Item name="region_code" label={t('units.code')} extra={t('units.codeHint')}>
          <Input maxLength={20} inputMode="numeric" />
        </Form.Item>
        <div className="two">
          <Form.Item name="valid_from" label={t('units.from')} rules={[{ required: true }]}>
            <DayInput disabled={!!unit} />
          </Form.Item>
          {unit && (
            <Form.Item name="valid_to" label={t('units.to')}>
              <DayInput />
            </Form.Item>
          )}
        </div>
      </Form>
    </Modal>
  )
}

/** A unit is ended, never deleted: what it answered for stays. */
export function EndDialog({ unit, onClose }: { unit: Unit; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [day, setDay] = useState(today())

  async function end() {
    const ended = await act(() => change(unit, { name: unit.name, kind: unit.kind, region_code: unit.region_code ?? null, valid_to: day }))
    if (ended) onClose()
  }
  return (
    <Modal
      open
      width={420}
      title={t('units.endTitle')}
      okText={t('units.endSubmit')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy, disabled: !day, danger: true }}
      onOk={() => void end()}
      onCancel={onClose}
    >
      <p>
        <b lang="zh-CN">{unit.name}</b>
      </p>
      <p className="quiet">{t('units.endHint')}</p>
      <label>
        {t('units.endDay')}
        <DayInput value={day} onChange={setDay} />
      </label>
    </Modal>
  )
}
