import { PaperClipOutlined } from '@ant-design/icons'
import { App, Button, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { keepFile } from '../../../api/files'
import { usePhone } from '../../../app/usePhone'
import { useWrite } from '../data/useWrite'

interface Props {
  most: number
  value: string[]
  onChange: (value: string[]) => void
}

const KINDS = '.jpg,.jpeg,.png,.webp,.gif,.pdf,.docx,.xlsx'

/** Photos and papers of a record. A phone that is not asked for HEIC gives JPEG, which everybody's browser shows. */
export function FilesInput({ most, value, onChange }: Props) {
  const { t } = useTranslation()
  const { fail } = useWrite()
  const { message } = App.useApp()
  const isPhone = usePhone()
  /** The share of the files that has come, while they come. */
  const [share, setShare] = useState<number | null>(null)
  const isBusy = share !== null

  async function add(files: File[]) {
    setShare(0)
    const kept = [...value]
    try {
      const taken = files.slice(0, most - value.length)
      for (const [n, file] of taken.entries()) {
        const { sha256, is_ahead, taken_at } = await keepFile(file, part => setShare((n + part) / taken.length))
        if (is_ahead) void message.warning(t('registers.attach.ahead', { name: file.name, day: (taken_at ?? '').slice(0, 10) }), 10)
        if (!kept.includes(sha256)) kept.push(sha256)
      }
    } catch (error) {
      fail(error)
    } finally {
      setShare(null)
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
          accept={isPhone ? KINDS : `${KINDS},.heic`}
          beforeUpload={(file, files) => {
            // the whole choice is taken with its first file
            if (file === files[0]) void add(files)
            return false
          }}
        >
          <Button loading={isBusy}>{share === null ? t('registers.attach.add') : t('registers.attach.coming', { percent: Math.floor(share * 100) })}</Button>
        </Upload>
      )}
    </div>
  )
}
