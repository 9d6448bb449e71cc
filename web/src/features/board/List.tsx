import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../api/client'
import { join, word } from '../../app/i18n'
import { demand } from '../../format/demand'
import { Light } from '../live/Light'
import { groups, type Group, type Item } from './groups'

const STEP = 200

/** One target a row, by part; a phone shows each as a card. */
export function List({ board, isPhone }: { board: Board; isPhone: boolean }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(STEP)
  const found = groups(board.items.slice(0, shown), board.parts)
  const hasNotices = new Set(found.map(group => group.notice)).size > 1
  const rest = board.items.length - shown
  return (
    <>
      {isPhone ? <Cards found={found} hasNotices={hasNotices} /> : <Table found={found} hasNotices={hasNotices} />}
      {rest > 0 && (
        <Button block onClick={() => setShown(shown + STEP)}>
          {t('board.more', { n: Math.min(rest, STEP) })}
        </Button>
      )}
    </>
  )
}

interface Props {
  found: Group[]
  hasNotices: boolean
}

function Heading({ group, hasNotices }: { group: Group; hasNotices: boolean }) {
  const { t } = useTranslation()
  const name = group.title ? t('board.pieceOf', { part: group.part, title: group.title }) : group.part
  return (
    <>
      <span lang="zh-CN">{hasNotices ? `${group.notice} ${name}` : name}</span> <span className="count">{group.items.length}</span>
    </>
  )
}

function Subject({ item }: { item: Item }) {
  return (
    <Link to="/notices/$id" params={{ id: item.notice_id }} search={{ target: item.id }} lang="zh-CN">
      {item.subject}
    </Link>
  )
}

function Table({ found, hasNotices }: Props) {
  const { t } = useTranslation()
  return (
    <div className="board-wrap sheet" tabIndex={0} role="region" aria-label={t('board.list')}>
      <table className="ledger">
        <thead>
          <tr>
            <th scope="col">{t('board.clause')}</th>
            <th scope="col">{t('board.target')}</th>
            <th scope="col">{t('board.kind')}</th>
            <th scope="col">{t('board.demand')}</th>
            <th scope="col">{t('board.unit')}</th>
            <th scope="col">{t('board.state')}</th>
          </tr>
        </thead>
        {found.map(group => (
          <tbody key={group.key}>
            <tr className="part">
              <th colSpan={6} scope="rowgroup">
                <Heading group={group} hasNotices={hasNotices} />
              </th>
            </tr>
            {group.items.map(item => (
              <tr key={item.id}>
                <td className="nowrap" lang="zh-CN">
                  {item.citations[0]?.path}
                </td>
                <td className="wide">
                  <Subject item={item} />
                </td>
                <td className="nowrap">{word(t, 'kind', item.kind)}</td>
                <td className="nowrap" lang="zh-CN">
                  {demand(item, t)}
                </td>
                <td lang="zh-CN" className="units">{join(t, item.assignments.map(unit => unit.unit_text))}</td>
                <td>
                  <Light light={item.light} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Cards({ found, hasNotices }: Props) {
  const { t } = useTranslation()
  return found.map(group => (
    <section key={group.key} className="sheet phone-group">
      <h2>
        <Heading group={group} hasNotices={hasNotices} />
      </h2>
      <ul className="rows-phone">
        {group.items.map(item => (
          <li key={item.id}>
            <Subject item={item} />
            <div className="row">
              <b lang="zh-CN">{demand(item, t)}</b>
              <Light light={item.light} />
            </div>
            <div className="quiet" lang="zh-CN">
              {item.citations[0]?.path} {join(t, item.assignments.map(unit => unit.unit_text))}
            </div>
          </li>
        ))}
      </ul>
    </section>
  ))
}
