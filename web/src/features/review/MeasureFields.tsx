import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../app/DayInput'
import { choices } from '../../app/i18n'

/** What is measured and demanded; `at` is where the fields stand in the form. */
export function MeasureFields({ at = [], isFocused }: { at?: (string | number)[]; isFocused?: boolean }) {
  const { t } = useTranslation()
  const name = (field: string) => [...at, field]
  const group = choices
  return (
    <>
      <Form.Item name={name('subject')} label={t('form.subject')}>
        <Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} autoFocus={isFocused} maxLength={200} />
      </Form.Item>
      <div className="measure">
        <Form.Item name={name('kind')} label={t('form.kind')}>
          <Select options={group(t, 'kind')} />
        </Form.Item>
        <Form.Item name={name('comparator')} label={t('form.comparator')}>
          <Select options={group(t, 'comparator')} />
        </Form.Item>
        <Form.Item name={name('value')} label={t('form.value')}>
          <InputNumber controls={false} />
        </Form.Item>
        <Form.Item name={name('value_to')} label={t('form.valueTo')}>
          <InputNumber controls={false} />
        </Form.Item>
        <Form.Item name={name('unit')} label={t('form.unit')}>
          <Input />
        </Form.Item>
        <Form.Item name={name('period')} label={t('form.period')}>
          <Select allowClear options={group(t, 'period')} popupMatchSelectWidth={false} />
        </Form.Item>
        <Form.Item name={name('due')} label={t('form.due')}>
          <DayInput />
        </Form.Item>
        <Form.Item name={name('due_recurs')} valuePropName="checked" label=" " colon={false}>
          <Checkbox>{t('form.recurs')}</Checkbox>
        </Form.Item>
      </div>
    </>
  )
}
