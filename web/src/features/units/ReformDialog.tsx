import { Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client, type Unit } from '../../api/client'
import { DayInput } from '../../app/DayInput'
import { today } from '../../app/queries'
import { useAct } from '../../app/useAct'

interface Values {
  what: 'renamed' | 'moved' | 'merged' | 'split'
  name?: string
  unit?: string
  taken?: string[]
  effect_on: string
  basis?: string
}

const KINDS = ['renamed', 'moved', 'merged', 'split'] as const

/** What becomes of a unit from a day on; what it did before stays with it. */
export function ReformDialog({ unit, units, onClose }: { unit: Unit; units: Unit[]; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [form] = Form.useForm<Values>()
  const what = Form.useWatch('what', form) ?? 'renamed'
  const below = units.filter(other => other.parent === unit.id)
  const others = units.filter(other => other.id !== unit.id)
  const filled = (field: string) => [{ required: true, message: t('signIn.required', { field }) }]

  async function save({ what, name, unit: other, taken, effect_on, basis }: Values) {
    const body = { version: unit.version, what, effect_on, basis: basis ?? '', name: name ?? null, unit: other ?? null, taken: taken ?? [] }
    const saved = await act(() => ask(client.POST('/api/units/{id}/changes', { params: { path: { id: unit.id } }, body })).then(() => true))
    if (saved) onClose()
  }
  const select = (name: 'unit' | 'taken', label: string, options: Unit[], mode?: 'multiple') => (
    <Form.Item name={name} label={label} rules={name === 'unit' && what === 'moved' ? [] : filled(label)}>
      <Select mode={mode} allowClear showSearch={{ optionFilterProp: 'label' }} options={options.map(({ id, name }) => ({ value: id, label: name }))} notFoundContent={t('units.noneBelow')} />
    </Form.Item>
  )
  return (
    <Modal
      open
      width={480}
      title={t('units.reformTitle', { name: unit.name })}
      okText={t(`units.${what}`)}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy, danger: what === 'merged' }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values> form={form} layout="vertical" requiredMark={false} initialValues={{ what: 'renamed', effect_on: today() }} onFinish={values => void save(values)}>
        <Form.Item name="what">
          <Radio.Group optionType="button" options={KINDS.map(value => ({ value, label: t(`units.${value}`) }))} aria-label={t('units.reform')} />
        </Form.Item>
        <p className="quiet">{t(`units.${what}Hint`)}</p>
        {(what === 'renamed' || what === 'split') && (
          <Form.Item name="name" label={t(what === 'split' ? 'units.newUnit' : 'units.newName')} rules={filled(t('units.newName'))}>
            <Input maxLength={60} />
          </Form.Item>
        )}
        {what === 'moved' && select('unit', t('units.newParent'), others)}
        {what === 'merged' && select('unit', t('units.into'), others)}
        {what === 'split' && select('taken', t('units.taken'), below, 'multiple')}
        <div className="two">
          <Form.Item name="effect_on" label={t('units.effectOn')} rules={filled(t('units.effectOn'))}>
            <DayInput />
          </Form.Item>
          <Form.Item name="basis" label={t('units.basis')}>
            <Input maxLength={60} placeholder={t('units.basisHint')} />
          </Form.Item>
        </div>
      </Form>
    </Modal>
  )
}
