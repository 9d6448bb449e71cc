import { App, Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'

export interface Made {
  login: string
  name: string
  password: string
}

/** A one-time password: it is shown this once, and nobody can look it up again. */
export function OneTime({ made, onClose }: { made: Made; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const text = t('people.handOver', { login: made.login, password: made.password })
  // a page that is not served over https has no clipboard: the words stand there to be selected
  const copy = () => navigator.clipboard?.writeText(text).then(() => message.success(t('people.copied')))
  return (
    <Modal open width={440} closable={false} mask={{ closable: false }} keyboard={false} title={t('people.madeTitle')} footer={<Button type="primary" onClick={onClose}>{t('people.handedOver')}</Button>}>
      <dl className="facts">
        <dt>{t('people.name')}</dt>
        <dd lang="zh-CN">{made.name}</dd>
        <dt>{t('people.login')}</dt>
        <dd lang="zh-CN">{made.login}</dd>
        <dt>{t('people.oneTime')}</dt>
        <dd>
          <code className="one-time" data-testid="one-time" lang="zh-CN">
            {made.password}
          </code>
          {'clipboard' in navigator && (
            <Button size="small" onClick={() => void copy()}>
              {t('people.copy')}
            </Button>
          )}
        </dd>
      </dl>
      <p className="quiet">{t('people.madeHint')}</p>
    </Modal>
  )
}
