import { Button, Form, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas, Target } from '../../api/client'
import { MeasureFields } from './MeasureFields'

type Part = Omit<Schemas['PartInput'], 'citations'>

interface Props {
  target: Target
  busy: boolean
  onSplit: (parts: Schemas['PartInput'][]) => void
  onClose: () => void
}

/** Each part is its own demand; each citation goes to one of them. */
export function SplitDialog({ target, busy, onSplit, onClose }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ parts: Part[] }>()
  const [count, setCount] = useState(2)
  const { citations } = target
  const [goesTo, setGoesTo] = useState(() => citations.map((_, n) => Math.min(n, 1)))
  const isShared = citations.length === 1
  const { subject, kind, comparator, value, value_to, unit, period, due, due_recurs } = target
  const part = { subject, kind, comparator, value, value_to, unit, period, due, due_recurs }
  const numbers = Array.from({ length: count }, (_, n) => ({ value: n, label: t('split.part', { n: n + 1 }) }))

  function split({ parts }: { parts: Part[] }) {
    const cited = (at: number) => (isShared ? [0] : goesTo.flatMap((part, citation) => (part === at ? citation : [])))
    onSplit(parts.map((part, n) => ({ ...part, due: part.due || null, citations: cited(n) })))
  }
  function addPart() {
    const values = form.getFieldsValue().parts
    form.setFieldValue('parts', [...values, part])
    setCount(count + 1)
  }
  return (
    <Modal
      open
      width={720}
      title={t('split.title')}
      okText={t('split.submit', { n: count })}
      cancelText={t('app.cancel')}
      okButtonProps={{ loading: busy }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {isShared && <p className="quiet">{t('split.shared')}</p>}
      {citations.map((citation, n) => (
        <blockquote key={citation.start}>
          <span lang="zh-CN">
            {citation.path} {citation.quote}
          </span>
          {!isShared && (
            <Select
              size="small"
              aria-label={`${t('split.quote')} ${citation.path}`}
              value={goesTo[n]}
              options={numbers}
              onChange={to => setGoesTo(goesTo.map((old, at) => (at === n ? to : old)))}
            />
          )}
        </blockquote>
      ))}
      <Form form={form} layout="vertical" initialValues={{ parts: [part, part] }} onFinish={split} requiredMark={false}>
        {numbers.map(({ value, label }) => (
          <fieldset key={value} className="split-part">
            <legend>{label}</legend>
            <MeasureFields at={['parts', value]} isFocused={value === 0} />
          </fieldset>
        ))}
      </Form>
      <Button size="small" onClick={addPart}>
        {t('split.add')}
      </Button>
    </Modal>
  )
}
