// One form for editing a target, splitting it, and adding one on selected words.
import { Button, Checkbox, Form, Input, InputNumber, Modal, Select, Space } from 'antd'
import { useTranslation } from 'react-i18next'
import { ask, client, type Notice, type Schemas, type Target } from '../../api/client'
import en from '../../app/en'
import { useAct } from '../../app/useAct'
import type { Selected } from './useSelectionInText'

export interface Editing {
  target: Target
  /** Where a new target stands; absent when one is edited. */
  place?: Selected
}

type Values = Omit<Schemas['EditInput'], 'version'>

/** What a new target starts from. */
export function blankTarget(quote: string): Target {
  return {
    id: '',
    version: 0,
    state: 'proposed',
    subject: quote.slice(0, 200),
    kind: 'ratio',
    comparator: '>=',
    unit: '%',
    due_recurs: false,
    soft: false,
    implicit: false,
    negated: false,
    confidence: 'low',
    light: 'grey',
    citations: [],
    assignments: [],
  }
}

export function TargetForm({ notice, editing, onClose }: { notice: Notice; editing: Editing; onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [form] = Form.useForm<Values>()
  const { target, place } = editing
  const words = (group: 'kind' | 'comparator' | 'period' | 'role') =>
    Object.keys(en[group]).map(value => ({ value, label: t(`${group}.${value}` as 'kind.ratio') }))

  async function save(values: Values) {
    const body = { ...values, due: values.due || null, assignments: values.assignments ?? [] }
    const saved = await act<unknown>(() =>
      place
        ? ask(client.POST('/api/notices/{id}/targets', {
            params: { path: { id: notice.id } },
            body: { ...body, start: place.start, end: place.end },
          }))
        : ask(client.PATCH('/api/targets/{id}', { params: { path: { id: target.id } }, body: { ...body, version: target.version } })),
    )
    if (saved) onClose()
  }

  async function split() {
    const values = form.getFieldsValue()
    const measure = { ...target, ...values, due: values.due || null }
    const parts = target.citations.length > 1
      ? target.citations.map((citation, at) => ({ ...measure, citations: [at], subject: citation.quote.slice(0, 200) }))
      : [0, 1].map(() => ({ ...measure, citations: [0] }))
    const body = { version: target.version, parts }
    const made = await act(() => ask(client.POST('/api/targets/{id}/split', { params: { path: { id: target.id } }, body })))
    if (made) onClose()
  }

  return (
    <Modal
      open
      width={640}
      title={place ? t('review.addHere') : t('review.edit')}
      onCancel={onClose}
      footer={
        <Space>
          {!place && <Button onClick={() => void split()}>{t('review.split')}</Button>}
          <Button onClick={onClose}>{t('app.cancel')}</Button>
          <Button type="primary" loading={busy} onClick={() => form.submit()}>
            {t('app.save')}
          </Button>
        </Space>
      }
    >
      {target.citations.map(citation => (
        <blockquote key={citation.start} className="quiet">
          {citation.path} {citation.quote}
        </blockquote>
      ))}
      <Form<Values> form={form} layout="vertical" initialValues={target} onFinish={values => void save(values)} requiredMark={false}>
        <Form.Item name="subject" label={t('form.subject')} rules={[{ required: true, max: 200 }]}>
          <Input autoFocus />
        </Form.Item>
        <Space wrap align="end">
          <Form.Item name="kind" label={t('form.kind')}>
            <Select options={words('kind')} style={{ width: 110 }} />
          </Form.Item>
          <Form.Item name="comparator" label={t('form.comparator')}>
            <Select options={words('comparator')} style={{ width: 110 }} />
          </Form.Item>
          <Form.Item name="value" label={t('form.value')}>
            <InputNumber style={{ width: 100 }} />
          </Form.Item>
          <Form.Item name="value_to" label={t('form.valueTo')}>
            <InputNumber style={{ width: 100 }} />
          </Form.Item>
          <Form.Item name="unit" label={t('form.unit')}>
            <Input style={{ width: 80 }} />
          </Form.Item>
          <Form.Item name="period" label={t('form.period')}>
            <Select allowClear options={words('period')} style={{ width: 120 }} />
          </Form.Item>
          <Form.Item name="due" label={t('form.due')}>
            <Input type="date" />
          </Form.Item>
          <Form.Item name="due_recurs" valuePropName="checked">
            <Checkbox>{t('form.recurs')}</Checkbox>
          </Form.Item>
        </Space>
        <Form.List name="assignments">
          {(fields, { add, remove }) => (
            <Form.Item label={t('form.responsible')}>
              {fields.map(field => (
                <Space key={field.key} style={{ display: 'flex' }}>
                  <Form.Item name={[field.name, 'unit_text']} rules={[{ required: true }]} noStyle>
                    <Input aria-label={t('form.responsible')} />
                  </Form.Item>
                  <Form.Item name={[field.name, 'role']} noStyle>
                    <Select aria-label={t('form.role')} options={words('role')} style={{ width: 120 }} />
                  </Form.Item>
                  <Button type="text" onClick={() => remove(field.name)} aria-label={t('review.drop')}>
                    ×
                  </Button>
                </Space>
              ))}
              <Button size="small" onClick={() => add({ unit_text: '', role: 'lead' })}>
                {t('form.addUnit')}
              </Button>
            </Form.Item>
          )}
        </Form.List>
      </Form>
    </Modal>
  )
}
