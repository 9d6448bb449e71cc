import { App, Form, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayInput } from '../../app/DayInput'
import { useAct } from '../../app/useAct'
import { keepOffice, type Office } from './data'

type Text = 'name' | 'word' | 'contact' | 'power_basis' | 'appeal_to' | 'court'

const FIELDS: [Text, 'name' | 'word' | 'contact' | 'basis' | 'appeal' | 'court', number, ('nameHint' | 'wordHint' | 'basisHint')?][] = [
  ['name', 'name', 60, 'nameHint'],
  ['word', 'word', 20, 'wordHint'],
  ['contact', 'contact', 200],
]
const POWER: typeof FIELDS = [
  ['power_basis', 'basis', 200, 'basisHint'],
  ['appeal_to', 'appeal', 200],
  ['court', 'court', 200],
]

/** Under which name and word a unit issues papers, and since when it may order. */
export function OfficeDialog({ office, onClose }: { office: Office; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [value, setValue] = useState(office)
  const put = (change: Partial<Office>) => setValue(now => ({ ...now, ...change }))
  async function send() {
    const { version, name, word, contact, power_basis, appeal_to, court } = value
    const days = { power_from: value.power_from || null, power_to: value.power_to || null }
    const kept = await act(() => keepOffice(office.unit_id, { version, name, word, contact, power_basis, appeal_to, court, ...days }))
    if (!kept) return
    void message.success(t('papers.office.kept'))
    onClose()
  }
  const field = ([key, label, most, hint]: (typeof FIELDS)[number]) => (
    <Form.Item key={key} label={t(`papers.office.${label}`)} required={key === 'name' || key === 'word'} extra={hint && t(`papers.office.${hint}`)}>
      <Input value={value[key]} maxLength={most} onChange={event => put({ [key]: event.target.value })} aria-label={t(`papers.office.${label}`)} />
    </Form.Item>
  )
  return (
    <Modal open width={520} title={<span lang="zh-CN">{t('papers.office.of', { name: office.name })}</span>} okText={t('app.save')} cancelText={t('app.cancel')} okButtonProps={{ loading: busy, disabled: !value.name.trim() || !value.word.trim() }} onOk={() => void send()} onCancel={onClose}>
      <Form layout="vertical">
        {FIELDS.map(field)}
        <Form.Item label={t('papers.office.powerFrom')} extra={t('papers.office.powerFromHint')}>
          <DayInput value={value.power_from} onChange={day => put({ power_from: day })} aria-label={t('papers.office.powerFrom')} />
        </Form.Item>
        {value.power_from && (
          <>
            <Form.Item label={t('papers.office.powerTo')} extra={t('papers.office.powerToHint')}>
              <DayInput value={value.power_to} onChange={day => put({ power_to: day })} aria-label={t('papers.office.powerTo')} />
            </Form.Item>
            {POWER.map(field)}
          </>
        )}
      </Form>
    </Modal>
  )
}
