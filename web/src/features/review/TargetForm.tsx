// One form for editing a target and for adding one on words of the text.
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Target } from '../../api/client'
import type { Place } from '../../text/marks'
import type { Edit } from './calls'
import { MeasureFields } from './MeasureFields'
import { UnitRows } from './UnitRows'

interface Values extends Edit {
  quote: string
}

/** An empty date field is no day. */
const cleaned = ({ quote: _, ...values }: Values): Edit => ({
  ...values,
  due: values.due || null,
  due_recurs: !!values.due_recurs,
  assignments: (values.assignments ?? []).filter(unit => unit.unit_text.trim()),
})

interface EditProps {
  target: Target
  busy: boolean
  onSave: (values: Edit) => void
  onClose: () => void
}

export function EditDialog({ target, busy, onSave, onClose }: EditProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  return (
    <Modal
      open
      width={680}
      title={t('form.editTitle')}
      okText={t('app.save')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {target.citations.map(citation => (
        <blockquote key={citation.start} lang="zh-CN">
          {citation.path} {citation.quote}
        </blockquote>
      ))}
      <Form<Values> form={form} layout="vertical" initialValues={target} onFinish={values => onSave(cleaned(values))} requiredMark={false}>
        <MeasureFields isFocused />
        <Form.Item name="assignments" label={t('form.responsible')}>
          <UnitRows />
        </Form.Item>
      </Form>
    </Modal>
  )
}

interface AddProps {
  text: string
  characters: readonly string[]
  /** What was selected; none when the words are typed. */
  place: Place | null
  busy: boolean
  onSave: (place: Place, values: Edit) => void
  onClose: () => void
}

export function AddDialog({ text, characters, place, busy, onSave, onClose }: AddProps) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const quote = place ? characters.slice(place.start, place.end).join('') : ''
  const start = { quote, subject: quote.slice(0, 200), kind: 'ratio', comparator: '>=', unit: '%', due_recurs: false, assignments: [] }

  /** Where typed words stand: the server counts characters. */
  function find(words: string): Place | null {
    if (place && words === quote) return place
    const at = words.trim() ? text.indexOf(words.trim()) : -1
    if (at < 0) return null
    const from = Array.from(text.slice(0, at)).length
    return { start: from, end: from + Array.from(words.trim()).length }
  }
  const stands = async (_: unknown, words: string) => {
    if (!find(words ?? '')) throw new Error(t('form.quoteMissing'))
  }
  function save(values: Values) {
    const found = find(values.quote)
    if (found) onSave(found, cleaned(values))
  }
  return (
    <Modal
      open
      width={680}
      title={t('review.add')}
      okText={t('app.save')}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form<Values> form={form} layout="vertical" initialValues={start} onFinish={save} requiredMark={false}>
        <Form.Item name="quote" label={t('form.quote')} extra={place ? undefined : t('form.quoteHint')} rules={[{ validator: stands }]}>
          <Input.TextArea autoSize={{ minRows: 1, maxRows: 5 }} readOnly={!!place} autoFocus={!place} />
        </Form.Item>
        <MeasureFields isFocused={!!place} />
        <Form.Item name="assignments" label={t('form.responsible')}>
          <UnitRows />
        </Form.Item>
      </Form>
    </Modal>
  )
}
