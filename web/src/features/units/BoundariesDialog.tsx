import { Alert, Button, Modal, Spin, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Problem } from '../../api/client'
import { sendFile } from '../../api/sendFile'
import { useAct } from '../../app/useAct'
import type { Boundaries } from './boundary'

/** A file of boundaries on its way in: first what it would do, then it is written. */
export function BoundariesDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation()
  const { act, busy } = useAct()
  const [file, setFile] = useState<File>()
  const [seen, setSeen] = useState<Boundaries>()
  const [fault, setFault] = useState<Problem>()
  const post = async (file: File, query = '') => (await (await sendFile(`/api/units/boundaries${query}`, file)).json()) as Boundaries
  // where in the file it is wrong is read with the file at hand: it stays
  const keep = (problem: Problem) => {
    setFault(problem)
    return true
  }

  const check = (file: File) => {
    setFile(file)
    setFault(undefined)
    return act(
      async () => setSeen(await post(file)),
      () => Promise.resolve(),
      keep,
    )
  }
  const write = () => file && act(async () => setSeen(await post(file, '?write=true')), undefined, keep)
  const n = seen?.units.filter(unit => unit.did !== 'same').length ?? 0
  const footer = !seen ? null : seen.written ? (
    <Button type="primary" onClick={onClose}>
      {t('registers.sheet.close')}
    </Button>
  ) : (
    <>
      <Button onClick={() => setSeen(undefined)}>{t('registers.sheet.other')}</Button>
      <Button type="primary" loading={busy} disabled={n === 0} onClick={() => void write()}>
        {t('units.boundary.write', { n })}
      </Button>
    </>
  )
  return (
    <Modal open width={seen ? 760 : 560} title={t('units.boundary.readTitle')} onCancel={onClose} mask={{ closable: false }} footer={footer}>
      <div className="stack">
        {fault && <Alert type="error" showIcon title={fault.message} />}
        {!seen ? (
          <>
            <Upload.Dragger
              accept=".geojson,.json"
              showUploadList={false}
              disabled={busy}
              beforeUpload={file => {
                void check(file)
                return false
              }}
            >
              <p className="drop">{t('units.boundary.drop')}</p>
              <p className="quiet">{t('units.boundary.kinds')}</p>
            </Upload.Dragger>
            {busy && (
              <p role="status">
                <Spin size="small" /> {t('units.boundary.checking')}
              </p>
            )}
            <Alert
              type="info"
              title={t('units.boundary.how')}
              description={
                <>
                  <p>{t('units.boundary.hint')}</p>
                  <p>{t('units.boundary.degrees')}</p>
                </>
              }
            />
          </>
        ) : (
          <Seen seen={seen} name={file?.name ?? ''} />
        )}
      </div>
    </Modal>
  )
}

/** What the file would do or did: the units with a boundary, and the features of no unit. */
function Seen({ seen, name }: { seen: Boundaries; name: string }) {
  const { t, i18n } = useTranslation()
  const { units, unfit } = seen
  const counts = t('units.boundary.counts', { units: units.length, unfit: unfit.length })
  return (
    <>
      <p>
        <b lang="zh-CN">{name}</b>
      </p>
      {seen.written ? <Alert type="success" showIcon title={t('units.boundary.done')} description={counts} /> : <p role="status">{counts}</p>}
      {unfit.length > 0 && (
        <>
          <Alert type="warning" showIcon title={t('units.boundary.unfit', { n: unfit.length })} />
          <div className="sheet-scroll" tabIndex={0} role="region" aria-label={t('units.boundary.unfitTable')}>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col" className="num">
                    {t('units.boundary.feature')}
                  </th>
                  <th scope="col">{t('units.boundary.named')}</th>
                  <th scope="col">{t('registers.sheet.reason')}</th>
                </tr>
              </thead>
              <tbody>
                {unfit.map(area => (
                  <tr key={area.feature}>
                    <td className="num nowrap">{t('units.boundary.nth', { n: area.feature })}</td>
                    <td lang="zh-CN">{area.named}</td>
                    <td>{i18n.language === 'en' ? area.message_en : area.message}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      {units.length > 0 && (
        <div className="sheet-scroll" tabIndex={0} role="region" aria-label={t('units.boundary.unitTable')}>
          <table className="plain">
            <thead>
              <tr>
                <th scope="col">{t('units.name')}</th>
                <th scope="col">{t('units.code')}</th>
                <th scope="col" className="num">
                  {t('units.boundary.points')}
                </th>
                <th scope="col">{t('units.boundary.did')}</th>
              </tr>
            </thead>
            <tbody>
              {units.map(unit => (
                <tr key={unit.unit_id}>
                  <td lang="zh-CN">{unit.name}</td>
                  <td>{unit.region_code}</td>
                  <td className="num">{t('units.boundary.pointCount', { n: unit.points })}</td>
                  <td>{t(`units.boundary.${unit.did as 'made' | 'changed' | 'same'}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </>
  )
}
