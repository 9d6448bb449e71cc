import { PaperClipOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'

/** Kept files, each opening by its address. */
export function Evidence({ files }: { files: string[] }) {
  const { t } = useTranslation()
  return files.map((hash, n) => (
    <a key={hash} className="nowrap" href={`/api/files/${hash}`} target="_blank" rel="noreferrer">
      <PaperClipOutlined aria-hidden /> {t('reports.file', { n: n + 1 })}{' '}
    </a>
  ))
}
