import { Alert, App, Button, Modal, Spin, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sendFile } from '../../api/sendFile'
import type { Schemas } from '../../api/client'
import { useAct } from '../../app/useAct'
import { download } from './download'

type Lines = Schemas['LinesView']

/** Sheets with fixed columns: units with grids, and people with their posts. */
export type Sort = 'units' | 'accounts'

const SHOWN = 50

/** A sheet of units or of people on its way in: checked, then written all or as far as right. */
export function LinesDialog({ sort, onClose }: { sort: Sort; onClose: () => void }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const { act, busy } = useAct()
  const [file, setFile] = useState<File>()
  const [seen, setSeen] = useState<Lines>()
  const [isSaved, setSaved] = useState(false)
  const address = `/api/${sort}/sheet`
  const post = async (file: File, query = '') => (await (await sendFile(address + query, file)).json()) as Lines

  // checking changes nothing, and nothing is renewed for it
  const check = (file: File) =>
    act(
      async () => {
        setFile(file)
        setSeen(await post(file))
      },
      () => Promise.resolve(),
    )
  const write = (what: 'all' | 'good') => file && act(async () => setSeen(await post(file, `?write=${what}`)))
  const mark = () =>
    file &&
    act(
      async () => download(await (await sendFile(`${address}/marked`, file)).blob(), t(`lines.${sort}.marked`)),
      () => Promise.resolve(),
    )
  function passwords(base64: string) {
    const bytes = Uint8Array.from(atob(base64), c => c.charCodeAt(0))
    download(new Blob([bytes], { type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet' }), t('lines.passwordFile'))
    setSaved(true)
  }
  function close() {
    // the passwords are nowhere else
    if (seen?.passwords && !isSaved) modal.confirm({ title: t('lines.lose'), okText: t('lines.loseAll'), okButtonProps: { danger: true }, cancelText: t('app.cancel'), onOk: onClose })
    else onClose()
  }
  const n = seen ? seen.new + seen.changed : 0
  const footer = !seen ? null : seen.written ? (
    <Button type={seen.passwords && !isSaved ? 'default' : 'primary'} onClick={close}>
      {t('registers.sheet.close')}
    </Button>
  ) : (
    <>
      <Button onClick={() => setSeen(undefined)}>{t('registers.sheet.other')}</Button>
      <Button type="primary" loading={busy} disabled={n === 0} onClick={() => void write(seen.bad > 0 ? 'good' : 'all')}>
        {t(seen.bad > 0 ? 'lines.writeGood' : 'lines.write', { n })}
      </Button>
    </>
  )
  return (
    <Modal open width={seen ? 860 : 560} title={t(`lines.${sort}.title`)} onCancel={close} mask={{ closable: false }} footer={footer}>
      {!seen ? (
        <div className="stack">
          <Upload.Dragger
            accept=".xlsx,.xlsm,.xls,.ods,.csv"
            showUploadList={false}
            disabled={busy}
            beforeUpload={file => {
              void check(file)
              return false
            }}
          >
            <p className="drop">{t('registers.sheet.drop')}</p>
            <p className="quiet">{t('lines.kinds')}</p>
          </Upload.Dragger>
          {busy && (
            <p role="status">
              <Spin size="small" /> {t('registers.sheet.checking')}
            </p>
          )}
          <Alert type="info" title={<a href={`/api/${sort}/template.xlsx`}>{t('registers.sheet.template')}</a>} description={t(`lines.${sort}.hint`)} />
        </div>
      ) : (
        <Seen seen={seen} name={file?.name ?? ''} busy={busy} onMark={() => void mark()}>
          {seen.passwords && (
            <Alert
              type="warning"
              showIcon
              title={t('lines.made', { n: seen.accounts })}
              description={
                <Button type="primary" onClick={() => passwords(seen.passwords!)}>
                  {t('lines.save')}
                </Button>
              }
            />
          )}
        </Seen>
      )}
    </Modal>
  )
}

interface SeenProps {
  seen: Lines
  name: string
  busy: boolean
  onMark: () => void
  children: React.ReactNode
}

/** What the sheet would do or did: its counts, its columns, its wrong lines. */
function Seen({ seen, name, busy, onMark, children }: SeenProps) {
  const { t, i18n } = useTranslation()
  const words = (problem: { message: string; message_en: string }) => (i18n.language === 'en' ? problem.message_en : problem.message)
  const column = (field?: string | null) => seen.columns.find(column => !!field && column.field === field)?.name ?? ''
  const unread = seen.columns.filter(column => !column.field && column.name)
  const counts = t('registers.sheet.counts', { total: seen.total, added: seen.new, changed: seen.changed, same: seen.same, bad: seen.bad })
  return (
    <div className="stack">
      <p>
        <b lang="zh-CN">{name}</b>
      </p>
      {seen.written ? <Alert type="success" showIcon title={t(seen.bad > 0 ? 'registers.sheet.doneGood' : 'registers.sheet.done')} description={counts} /> : <p role="status">{counts}</p>}
      {children}
      {seen.notes.length > 0 && <Alert type="info" showIcon title={seen.notes.map(words).join(' ')} />}
      {unread.length > 0 && (
        <Alert
          type="info"
          showIcon
          title={
            <>
              {t('lines.unread')} <span lang="zh-CN">{unread.map(column => column.name).join('、')}</span>
            </>
          }
        />
      )}
      {seen.bad > 0 && (
        <>
          <Alert
            type="warning"
            showIcon
            title={t('registers.sheet.wrong', { n: seen.bad })}
            description={
              <Button size="small" disabled={busy} onClick={onMark}>
                {t('registers.sheet.marked')}
              </Button>
            }
          />
          <div className="sheet-scroll" tabIndex={0} role="region" aria-label={t('registers.sheet.reason')}>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col" className="num">
                    {t('registers.sheet.row')}
                  </th>
                  <th scope="col" className="nowrap">
                    {t('registers.sheet.column')}
                  </th>
                  <th scope="col">{t('registers.sheet.reason')}</th>
                </tr>
              </thead>
              <tbody>
                {seen.problems.slice(0, SHOWN).map((problem, n) => (
                  <tr key={n}>
                    <td className="num">{problem.row}</td>
                    <td className="nowrap" lang="zh-CN">
                      {column(problem.field)}
                    </td>
                    <td>{words(problem)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </div>
  )
}
