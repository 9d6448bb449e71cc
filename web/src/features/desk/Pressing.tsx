import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { usePhone } from '../../app/usePhone'
import { demand } from '../../format/demand'
import { ReadingLink } from '../figures/Reading'
import type { Pressing as Item } from './data'

/** Figures that ask for something, the most pressing first. */
export function Pressing({ items, withUnit = true }: { items: readonly Item[]; withUnit?: boolean }) {
  const { t } = useTranslation()
  const isPhone = usePhone()
  const ends = ({ cell }: Item) => (cell.missed > 0 ? t('home.missed', { n: cell.missed }) : cell.last && t('home.until', { day: cell.last }))
  const key = ({ target, cell }: Item) => target.id + cell.unit_id
  const clause = (item: Item) => (
    <span className="quiet" lang="zh-CN">
      {item.doc_number ?? item.notice_title} {item.target.citations[0]?.path}
    </span>
  )
  const subject = ({ notice_id, target, cell }: Item) => (
    <Link to="/notices/$id/targets/$target/figures/$unit" params={{ id: notice_id, target: target.id, unit: cell.unit_id }} lang="zh-CN">
      {target.subject}
    </Link>
  )
  const standing = (item: Item) => (
    <>
      {item.urgency && <span className={`chip urgency-${item.urgency}`}>{t(`home.urgency.${item.urgency as 'overdue'}`)}</span>}{' '}
      <span className="quiet nowrap">{ends(item)}</span>
    </>
  )
  if (isPhone) {
    return (
      <ul className="rows-phone" data-testid="pressing">
        {items.map(item => (
          <li key={key(item)}>
            {subject(item)}
            <div className="row">
              <span lang="zh-CN">{withUnit && item.unit_name}</span> <b lang="zh-CN">{demand(item.target, t)}</b>
            </div>
            <div className="row">
              <ReadingLink notice={item.notice_id} cell={item.cell} /> {standing(item)}
            </div>
            {clause(item)}
          </li>
        ))}
      </ul>
    )
  }
  return (
    <table className="ledger" data-testid="pressing">
      <thead>
        <tr>
          <th scope="col">{t('home.state')}</th>
          {withUnit && <th scope="col">{t('figures.unit')}</th>}
          <th scope="col">{t('home.target')}</th>
          <th scope="col">{t('home.demand')}</th>
          <th scope="col">{t('figures.value')}</th>
        </tr>
      </thead>
      <tbody>
        {items.map(item => (
          <tr key={key(item)}>
            <td className="nowrap">{standing(item)}</td>
            {withUnit && (
              <td lang="zh-CN" className="name">
                <Link to="/units/$id" params={{ id: item.cell.unit_id }}>
                  {item.unit_name}
                </Link>
              </td>
            )}
            <td className="wide">
              {subject(item)}
              <div>{clause(item)}</div>
            </td>
            <td lang="zh-CN" className="name">{demand(item.target, t)}</td>
            <td>
              <ReadingLink notice={item.notice_id} cell={item.cell} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
