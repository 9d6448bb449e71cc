import { Alert, Button, Modal, Spin, Upload } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKnown } from '../data/context'
import { renewAll, useWrite } from '../data/useWrite'
import { bring, look, remap, run, stop, templateAddress, type Import, type Preview } from './calls'
import { Checked } from './Checked'
import { Running } from './Running'

const EVERY = 500

/** A sheet on its way in: chosen, its columns mapped, its rows checked, then written. */
export function ImportDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { definition } = useKnown()
  const { fail, takeBack } = useWrite()
  const [preview, setPreview] = useState<Preview | null>(null)
  const [running, setRunning] = useState<Import | null>(null)
  const [isBusy, setBusy] = useState(false)

  async function busy(work: () => Promise<void>) {
    setBusy(true)
    try {
      await work()
    } catch (error) {
      fail(error)
    } finally {
      setBusy(false)
    }
  }
  const isRunning = running?.state === 'running'
  const id = running?.id
  useEffect(() => {
    if (!isRunning || !id) return
    const timer = setInterval(() => {
      look(id).then(
        now => {
          setRunning(now)
          if (now.state !== 'running') void renewAll()
        },
        // the next look may succeed; what is written stays
        () => undefined,
      )
    }, EVERY)
    return () => clearInterval(timer)
  }, [isRunning, id])

  const start = (onlyGood: boolean) => busy(async () => setRunning(await run(preview!.id, onlyGood)))
  const footer = running ? (
    isRunning ? (
      <Button onClick={() => void busy(async () => setRunning(await stop(running.id)))}>{t('registers.sheet.stop')}</Button>
    ) : (
      <>
        <Button
          onClick={() => {
            void takeBack(running.id)
            onClose()
          }}
        >
          {t('registers.sheet.takeBack')}
        </Button>
        <Button type="primary" onClick={onClose}>
          {t('registers.sheet.close')}
        </Button>
      </>
    )
  ) : preview ? (
    <>
      <Button onClick={() => setPreview(null)}>{t('registers.sheet.other')}</Button>
      {preview.bad > 0 ? (
        <Button type="primary" loading={isBusy} disabled={preview.new + preview.changed === 0} onClick={() => void start(true)}>
          {t('registers.sheet.writeGood', { n: preview.new + preview.changed })}
        </Button>
      ) : (
        <Button type="primary" loading={isBusy} disabled={preview.new + preview.changed === 0} onClick={() => void start(false)}>
          {t('registers.sheet.write', { n: preview.new + preview.changed })}
        </Button>
      )}
    </>
  ) : null

  return (
    <Modal open width={preview ? 980 : 560} title={t('registers.sheet.title')} onCancel={onClose} maskClosable={false} footer={footer}>
      {running ? (
        <Running running={running} />
      ) : preview ? (
        <Checked preview={preview} isBusy={isBusy} onMap={mapping => void busy(async () => setPreview(await remap(preview.id, mapping)))} />
      ) : (
        <div className="stack">
          <Upload.Dragger
            accept=".xlsx,.xlsm,.xls,.ods,.csv"
            showUploadList={false}
            disabled={isBusy}
            beforeUpload={file => {
              void busy(async () => setPreview(await bring(definition.code, file)))
              return false
            }}
          >
            <p className="drop">{t('registers.sheet.drop')}</p>
            <p className="quiet">{t('registers.sheet.kinds')}</p>
          </Upload.Dragger>
          {isBusy && (
            <p role="status">
              <Spin size="small" /> {t('registers.sheet.checking')}
            </p>
          )}
          <Alert type="info" title={<a href={templateAddress(definition.code)}>{t('registers.sheet.template')}</a>} description={t('registers.sheet.templateHint')} />
        </div>
      )}
    </Modal>
  )
}
