import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { NoticeSummary } from '../../api/client'
import { StateMark } from './StateMark'

interface Props {
  notices: NoticeSummary[]
}

/** A draft opens where it is reviewed, all else where it is read. */
function Title({ notice }: { notice: NoticeSummary }) {
  const to = notice.state === 'draft' ? ('/notices/$id/review' as const) : ('/notices/$id' as const)
  return (
    <Link to={to} params={{ id: notice.id }} lang="zh-CN">
      {notice.title}
    </Link>
  )
}

function Effect({ notice }: { notice: NoticeSummary }) {
  const { t } = useTranslation()
  if (!notice.effect_from) return <span className="quiet">—</span>
  return (
    <span className="nowrap">
      {notice.effect_from} — {notice.effect_to}
      {notice.back_dated && <span className="chip amber">{t('notices.backDated')}</span>}
    </span>
  )
}

/** Accepted of all that were not dropped. */
function Count({ targets }: Pick<NoticeSummary, 'targets'>) {
  return (
    <span className="nowrap">
      {targets.accepted} <span className="quiet">/ {targets.total - targets.dropped}</span>
    </span>
  )
}

export function NoticeTable({ notices }: Props) {
  const { t } = useTranslation()
  return (
    <div className="scroll">
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('notices.name')}</th>
            <th scope="col">{t('notices.number')}</th>
            <th scope="col">{t('notices.issued')}</th>
            <th scope="col">{t('notices.effect')}</th>
            <th scope="col">{t('notices.state')}</th>
            <th scope="col" className="num">
              {t('notices.version')}
            </th>
            <th scope="col" className="num">
              {t('notices.targets')}
            </th>
          </tr>
        </thead>
        <tbody>
          {notices.map(notice => (
            <tr key={notice.id}>
              <td className="wide">
                <Title notice={notice} />
              </td>
              <td className="nowrap">
                {notice.doc_number ? <span lang="zh-CN">{notice.doc_number}</span> : <span className="quiet">{t('notices.noNumber')}</span>}
              </td>
              <td className="nowrap">{notice.issued_on ?? '—'}</td>
              <td>
                <Effect notice={notice} />
              </td>
              <td className="nowrap">
                <StateMark state={notice.state} />
              </td>
              <td className="num">{notice.version_no}</td>
              <td className="num">
                <Count targets={notice.targets} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The same for a phone: one notice a row. */
export function NoticeCards({ notices }: Props) {
  const { t } = useTranslation()
  return (
    <ul className="rows-phone">
      {notices.map(notice => (
        <li key={notice.id}>
          <Title notice={notice} />
          <div className="row">
            <StateMark state={notice.state} />
            <span lang="zh-CN">{notice.doc_number ?? ''}</span>
            {notice.version_no > 1 && (
              <span className="quiet">
                {t('notices.version')} {notice.version_no}
              </span>
            )}
            <span className="quiet">
              {t('notices.targets')} <Count targets={notice.targets} />
            </span>
          </div>
          {notice.effect_from && <Effect notice={notice} />}
        </li>
      ))}
    </ul>
  )
}
