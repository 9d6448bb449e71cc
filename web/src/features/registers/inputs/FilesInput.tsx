import { PaperClipOutlined } from '@ant-design/icons'
import { Button, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, isProblem, offline, unexpected, type Schemas } from '../../../api/client'
import i18n from '../../../app/i18n'
import { useWrite } from '../data/useWrite'

interface Props {
  most: number
  value: string[]
  onChange: (value: string[]) => void
}

/** Keeps a file and gives its hash, which is its address too. */
async function keep(file: File): Promise<string> {
  const headers = { 'Accept-Language': i18n.language, 'Content-Type': 'application/octet-stream' }
  const response = await fetch('/api/files', { method: 'POST', headers, body: file }).catch((): never => {
    throw new ApiError(offline())
  })
  const answer: unknown = await response.json().catch(() => null)
  if (response.ok) return (answer as Schemas['FileView']).sha256
  throw new ApiError(isProblem(answer) ? answer : unexpected(response.status), response.headers.get('x-request-id'))
}

/** Photos and papers of a record. */
export function FilesInput({ most, value, onChange }: Props) {
  const { t } = useTranslation()
  const { fail } = useWrite()
  const [isBusy, setBusy] = useState(false)

  async function add(files: File[]) {
    setBusy(true)
    const kept = [...value]
    try {
      for (const file of files.slice(0, most - value.length)) {
        const hash = await keep(file)
        if (!kept.includes(hash)) kept.push(hash)
      }
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
      onChange(kept)
    }
  }
  return (
    <div className="files">
      {value.map((hash, n) => (
        <span key={hash} className="file">
          <a href={`/api/files/${hash}`} target="_blank" rel="noreferrer">
            <PaperClipOutlined aria-hidden /> {t('registers.attach.nth', { n: n + 1 })}
          </a>
          <Button size="small" type="text" aria-label={t('registers.attach.drop', { n: n + 1 })} onClick={() => onChange(value.filter(other => other !== hash))}>
            ×
          </Button>
        </span>
      ))}
      {value.length < most && (
        <Upload
          multiple
          showUploadList={false}
          disabled={isBusy}
          accept=".jpg,.jpeg,.png,.webp,.gif,.heic,.pdf,.docx,.xlsx"
          beforeUpload={(file, files) => {
            // the whole choice is taken with its first file
            if (file === files[0]) void add(files)
            return false
          }}
        >
          <Button loading={isBusy}>{t('registers.attach.add')}</Button>
        </Upload>
      )}
    </div>
  )
}
