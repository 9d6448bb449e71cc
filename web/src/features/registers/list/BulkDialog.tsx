import { Alert, Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../../api/client'
import { bulk } from '../data/calls'
import { useKnown } from '../data/context'
import { entryFields, type Bulk, type Entered, type RecordView, type Values } from '../data/types'
import { fieldProblems, useWrite } from '../data/useWrite'
import { Entry } from '../form/Entry'
import { named } from '../text/named'
import { BulkPreview } from './BulkPreview'

interface Props {
  records: RecordView[]
  onClose: () => void
  onDone: () => void
}

/** The same change on many records: chosen, looked at, written. */
export function BulkDialog({ records, onClose, onDone }: Props) {
  const { t } = useTranslation()
  const { definition, language } = useKnown()
  const { write, fail, busy } = useWrite()
  const [codes, setCodes] = useState<string[]>([])
  const [values, setValues] = useState<Values>({})
  const [problems, setProblems] = useState<Record<string, string>>({})
  const [preview, setPreview] = useState<Bulk | null>(null)
  const [isLooking, setLooking] = useState(false)
  const fields = entryFields(definition)
  const options = [
    { value: 'unit', label: t('registers.own.unit') },
    { value: 'sector', label: t('registers.own.sector') },
    ...fields.filter(field => !(definition.key?.length === 1 && definition.key[0] === field.code)).map(field => ({ value: field.code, label: named(field.name, language) })),
  ]
  const entered: Entered = {
    ...(codes.includes('unit') && { unit: values.unit?.[0] }),
    ...(codes.includes('sector') && { sector: values.sector?.[0] }),
    fields: Object.fromEntries(codes.filter(code => code !== 'unit' && code !== 'sector').map(code => [code, values[code] ?? []])),
  }

  async function look() {
    setLooking(true)
    setProblems({})
    try {
      setPreview((await bulk(definition.code, records, entered, false)).data)
    } catch (error) {
      if (error instanceof ApiError && error.problem.code === 'record.fields') setProblems(fieldProblems(error, language))
      else fail(error)
    } finally {
      setLooking(false)
    }
  }
  async function save() {
    const done = await write(() => bulk(definition.code, records, entered, true), () => t('registers.bulk.done', { n: records.length }))
    if (!done) return
    onDone()
    onClose()
  }
  const wrong = preview?.items.filter(item => item.problems.length > 0).length ?? 0
  const footer = preview
    ? [
        <Button key="back" onClick={() => setPreview(null)}>
          {t('registers.bulk.back')}
        </Button>,
        <Button key="write" type="primary" loading={busy} disabled={wrong > 0} onClick={() => void save()}>
          {t('registers.bulk.write', { n: records.length })}
        </Button>,
      ]
    : [
        <Button key="cancel" onClick={onClose}>
          {t('app.cancel')}
        </Button>,
        <Button key="look" type="primary" loading={isLooking} disabled={codes.length === 0} onClick={() => void look()}>
          {t('registers.bulk.look')}
        </Button>,
      ]
  return (
    <Modal open width={preview ? 900 : 560} title={t('registers.bulk.titleOf', { n: records.length })} onCancel={onClose} footer={footer}>
      {preview ? (
        <>
          {wrong > 0 && <Alert type="error" showIcon title={t('registers.bulk.wrong', { n: wrong })} />}
          <BulkPreview preview={preview} codes={codes} />
        </>
      ) : (
        <div className="stack">
          <label className="entry">
            <span className="entry-label">{t('registers.bulk.fields')}</span>
            <Select mode="multiple" autoFocus showSearch={{ optionFilterProp: 'label' }} aria-label={t('registers.bulk.fields')} placeholder={t('registers.bulk.fieldsHint')} value={codes} onChange={setCodes} options={options} />
          </label>
          <p className="quiet">{t('registers.bulk.hint')}</p>
          {codes.map(code => (
            <Entry key={code} code={code} value={values[code] ?? []} problem={problems[code]} isFree onChange={value => setValues({ ...values, [code]: value })} />
          ))}
        </div>
      )}
    </Modal>
  )
}
