import { Button } from 'antd'
import { useTranslation } from 'react-i18next'

/** Recovery codes, shown this once. */
export function Codes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const { t } = useTranslation()
  return (
    <>
      <p>{t('security.codesHint')}</p>
      <ol className="recovery-codes" aria-label={t('security.codes')} lang="zh-CN">
        {codes.map(code => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ol>
      <Button type="primary" block onClick={onDone}>
        {t('security.kept')}
      </Button>
    </>
  )
}
