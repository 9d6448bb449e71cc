import { Alert, Button, Input, Modal, Progress, Space, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError, type Problem } from '../../api/client'
import { readIn } from '../../api/upload'
import { refresh } from '../../app/queries'

interface Props {
  open: boolean
  onClose: () => void
  onRead: (id: string) => void
}

interface Chosen {
  body: Blob
  name?: string
}

export function UploadDialog({ open, onClose, onRead }: Props) {
  const { t } = useTranslation()
  const [pasted, setPasted] = useState('')
  const [percent, setPercent] = useState<number | null>(null)
  const [failed, setFailed] = useState<{ problem: Problem; chosen: Chosen } | null>(null)

  async function send(chosen: Chosen, again = false) {
    setFailed(null)
    setPercent(0)
    try {
      const id = await readIn({ ...chosen, again, onProgress: setPercent })
      await refresh()
      done(id)
    } catch (error) {
      if (error instanceof ApiError) setFailed({ problem: error.problem, chosen })
    } finally {
      setPercent(null)
    }
  }

  function done(id: string) {
    setPasted('')
    setFailed(null)
    onClose()
    onRead(id)
  }

  const known = failed?.problem.code === 'notice.already_read' ? (failed.problem.params as { id?: string }).id : undefined
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t('upload.title')} destroyOnHidden>
      <Space orientation="vertical" style={{ width: '100%' }}>
        <Upload.Dragger
          accept=".txt,text/plain"
          showUploadList={false}
          disabled={percent !== null}
          beforeUpload={file => {
            void send({ body: file, name: file.name })
            return false
          }}
        >
          {t('upload.drop')}
        </Upload.Dragger>
        <span className="quiet">{t('upload.orPaste')}</span>
        <Input.TextArea
          rows={6}
          aria-label={t('upload.paste')}
          placeholder={t('upload.paste')}
          value={pasted}
          onChange={event => setPasted(event.target.value)}
        />
        {percent !== null && <Progress percent={percent} />}
        {failed && (
          <Alert
            type={known ? 'info' : 'error'}
            showIcon
            title={failed.problem.message}
            action={
              known && (
                <Space orientation="vertical">
                  <Button size="small" type="primary" onClick={() => done(known)}>
                    {t('upload.open')}
                  </Button>
                  <Button size="small" onClick={() => void send(failed.chosen, true)}>
                    {t('upload.again')}
                  </Button>
                </Space>
              )
            }
          />
        )}
        <Button
          type="primary"
          block
          disabled={!pasted.trim() || percent !== null}
          onClick={() => void send({ body: new Blob([pasted]) })}
        >
          {t('upload.submit')}
        </Button>
      </Space>
    </Modal>
  )
}
