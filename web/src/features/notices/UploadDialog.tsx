import { Alert, Button, Input, Modal, Progress, Upload } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../../api/client'
import { readIn } from '../../api/upload'
import { me, queries, refresh } from '../../app/queries'

interface Props {
  onClose: () => void
  onRead: (id: string) => void
}

interface Chosen {
  body: Blob
  name?: string
}

interface Refused {
  error: ApiError
  chosen: Chosen
}

export function UploadDialog({ onClose, onRead }: Props) {
  const { t } = useTranslation()
  return (
    <Modal open onCancel={onClose} footer={null} title={t('upload.title')} width={560} maskClosable={false}>
      <UploadForm onRead={onRead} />
    </Modal>
  )
}

/** A file or pasted text on its way in; it is stopped when nobody waits for it any more. */
export function UploadForm({ onRead }: { onRead: (id: string) => void }) {
  const { t } = useTranslation()
  const [pasted, setPasted] = useState('')
  const [sending, setSending] = useState<{ chosen: Chosen; percent: number } | null>(null)
  const [refused, setRefused] = useState<Refused | null>(null)
  const stop = useRef<AbortController>(null)

  async function send(chosen: Chosen, again = false) {
    setRefused(null)
    setSending({ chosen, percent: 0 })
    stop.current = new AbortController()
    try {
      const onProgress = (percent: number) => setSending({ chosen, percent })
      const id = await readIn({ ...chosen, again, onProgress, signal: stop.current.signal })
      if (!id) return
      await refresh()
      onRead(id)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      setRefused({ error, chosen })
      if (error.problem.status === 401) void queries.invalidateQueries(me)
    } finally {
      setSending(null)
    }
  }

  useEffect(() => () => stop.current?.abort(), [])
  const name = (chosen: Chosen) => chosen.name ?? t('upload.pasted')
  return (
    <div className="stack">
      <Upload.Dragger
        accept=".txt,.docx,.pdf"
        showUploadList={false}
        disabled={sending !== null}
        beforeUpload={file => {
          void send({ body: file, name: file.name })
          return false
        }}
      >
        <p className="drop">{t('upload.drop')}</p>
        <p className="quiet">{t('upload.kinds')}</p>
      </Upload.Dragger>
      {sending && (
        <div role="status">
          {sending.percent < 100
            ? t('upload.sending', { name: name(sending.chosen) })
            : t('upload.reading', { name: name(sending.chosen) })}
          <Progress percent={sending.percent} status="active" aria-label={t('upload.title')} />
          <Button size="small" onClick={() => stop.current?.abort()}>
            {t('upload.stop')}
          </Button>
        </div>
      )}
      {refused && <Refusal refused={refused} name={name(refused.chosen)} onRead={onRead} onSend={again => void send(refused.chosen, again)} />}
      <label htmlFor="pasted" className="quiet">
        {t('upload.orPaste')}
      </label>
      <Input.TextArea
        id="pasted"
        rows={5}
        aria-label={t('upload.paste')}
        placeholder={t('upload.paste')}
        value={pasted}
        onChange={event => setPasted(event.target.value)}
      />
      <Button
        type="primary"
        block
        disabled={!pasted.trim() || sending !== null}
        onClick={() => void send({ body: new Blob([pasted]) })}
      >
        {t('upload.submit')}
      </Button>
    </div>
  )
}

interface RefusalProps {
  refused: Refused
  name: string
  onRead: (id: string) => void
  onSend: (again: boolean) => void
}

/** What happened and what to do; the server's words say what was kept. */
function Refusal({ refused, name, onRead, onSend }: RefusalProps) {
  const { t } = useTranslation()
  const { problem, words } = refused.error
  const { id, title } = problem.params as { id?: string; title?: string }
  const known = problem.code === 'notice.already_read' ? id : undefined
  return (
    <Alert
      type={known ? 'info' : 'error'}
      showIcon
      title={known ? t('upload.known') : t('upload.failed', { name })}
      description={
        <div className="stack">
          {known ? <b lang="zh-CN">{title}</b> : <span>{words}</span>}
          {known && (
            <span className="row">
              <Button size="small" type="primary" onClick={() => onRead(known)}>
                {t('upload.open')}
              </Button>
              <Button size="small" onClick={() => onSend(true)}>
                {t('upload.again')}
              </Button>
            </span>
          )}
          {problem.status === 0 && (
            <Button size="small" onClick={() => onSend(false)}>
              {t('app.retry')}
            </Button>
          )}
        </div>
      }
    />
  )
}
