import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { App, Button, Input, Modal, Switch, Tag } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Schemas } from '../../../api/client'
import { Failed } from '../../../app/Failed'
import { Loading } from '../../../app/Loading'
import { minuteOf } from '../../../app/moments'
import { useAct } from '../../../app/useAct'
import { useTitle } from '../../../app/useTitle'
import { Light } from '../../live/Light'
import { closingDetail, reopenPeriod, type ClosedRow, type Closing } from '../data'
import { period, reported } from '../period'

/** A closed period: what it keeps, and what moved since. */
export function ClosingPage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/closings/$id' })
  const detail = useQuery(closingDetail(id))
  const [onlyMoved, setOnlyMoved] = useState(false)
  const [isOpening, setOpening] = useState(false)
  const closing = detail.data?.closing
  useTitle(closing ? `${t('reports.close.title')} ${period(closing.first, closing.last)}` : t('reports.close.title'))
  if (!detail.data || !closing) return detail.error ? <Failed error={detail.error} retry={() => void detail.refetch()} /> : <Loading />
  const { rows, moved } = detail.data
  return (
    <div className="page">
      <div className="page-head">
        <h1>
          {t('reports.close.title')} {period(closing.first, closing.last)}
        </h1>
        {closing.reopened_at ? <Tag>{t('reports.close.opened')}</Tag> : <Tag className="mark-accepted">{t('reports.close.stands')}</Tag>}
        <span className="grow" />
        <Link to="/closings">{t('reports.close.back')}</Link>
        {!closing.reopened_at && <Button onClick={() => setOpening(true)}>{t('reports.close.reopen')}</Button>}
      </div>
      <div className="sheet pad">
        <dl className="facts">
          <Fact name={t('reports.close.by')}>
            <span lang="zh-CN">{closing.closed_by}</span> {minuteOf(closing.closed_at)}
          </Fact>
          <Fact name={t('reports.close.hash')}>
            <code className="hash">{closing.sha256}</code>
          </Fact>
          {closing.reopened_at && (
            <Fact name={t('reports.close.opened')}>
              <span lang="zh-CN">
                {closing.reopened_by} {minuteOf(closing.reopened_at)} {closing.reason}
              </span>
            </Fact>
          )}
        </dl>
      </div>
      <div className="sheet scroll">
        <div className="row pad">
          <b data-testid="moved">{moved > 0 ? t('reports.close.moved', { n: moved }) : t('reports.close.still')}</b>
          <span className="grow" />
          {moved > 0 && (
            <label className="quiet">
              <Switch size="small" checked={onlyMoved} onChange={setOnlyMoved} /> {t('reports.close.only')}
            </label>
          )}
        </div>
        <Rows rows={onlyMoved ? rows.filter(row => row.moved) : rows} />
      </div>
      {isOpening && <ReopenDialog closing={closing} onClose={() => setOpening(false)} />}
    </div>
  )
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}

function Rows({ rows }: { rows: ClosedRow[] }) {
  const { t } = useTranslation()
  return (
    <table className="ledger stack">
      <thead>
        <tr>
          <th>{t('reports.unit')}</th>
          <th className="wide">{t('reports.target')}</th>
          <th>{t('reports.close.then')}</th>
          <th>{t('reports.close.now')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(row => (
          <tr key={row.target_key + row.unit_id} className={row.moved ? 'selected' : ''}>
            <td className="nowrap" lang="zh-CN">
              {row.unit_name}
            </td>
            <td className="wide" lang="zh-CN">
              {row.notice_id && row.target_id ? (
                <Link to="/notices/$id/targets/$target/figures/$unit" params={{ id: row.notice_id, target: row.target_id, unit: row.unit_id }}>
                  {row.subject}
                </Link>
              ) : (
                row.target_key
              )}
            </td>
            <td className="nowrap">{row.then ? <ClosedFigure of={row.then} /> : t('reports.close.came')}</td>
            <td className="nowrap">{row.moved && <Now then={row.then} now={row.now} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

type Closed = Schemas['ClosedFigure']

export function ClosedFigure({ of }: { of: Closed }) {
  return (
    <>
      <Light light={of.light} /> {of.light !== 'grey' && <b>{reported(of, { is_rate: of.denominator != null })}</b>}
    </>
  )
}

/** What a figure is now, where it is not as it was closed. */
export function Now({ then, now }: Pick<ClosedRow, 'then' | 'now'>) {
  const { t } = useTranslation()
  if (!now) return t('reports.close.gone')
  const isSame = then && then.numerator === now.numerator && then.denominator === now.denominator && then.light === now.light
  return (
    <>
      <ClosedFigure of={now} /> {isSame && <span className="quiet">{t('reports.close.same')}</span>}
    </>
  )
}

function ReopenDialog({ closing, onClose }: { closing: Closing; onClose: () => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { act, busy } = useAct()
  const [reason, setReason] = useState('')
  const open = async () => {
    if (!(await act(() => reopenPeriod(closing.id, reason)))) return
    void message.success(t('reports.close.reopened'))
    onClose()
  }
  return (
    <Modal
      open
      width={480}
      title={`${t('reports.close.reopen')} ${period(closing.first, closing.last)}`}
      okText={t('reports.close.reopen')}
      cancelText={t('app.cancel')}
      okButtonProps={{ disabled: !reason.trim(), loading: busy }}
      onOk={() => void open()}
      onCancel={onClose}
    >
      <label htmlFor="reopen-reason">{t('reports.close.reason')}</label>
      <Input.TextArea id="reopen-reason" autoFocus rows={3} value={reason} onChange={event => setReason(event.target.value)} />
    </Modal>
  )
}
