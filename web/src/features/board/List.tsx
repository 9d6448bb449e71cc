import { Link } from '@tanstack/react-router'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Board } from '../../api/client'
import { word } from '../../app/i18n'
import { demand } from '../../format/demand'
import type { lookUp } from '../figures/data'
import { ReadingLink } from '../figures/Reading'
import { Light } from '../live/Light'
import { groups, type Group, type Item } from './groups'

const STEP = 200

export type Readings = ReturnType<typeof lookUp>

/** Each unit that answers, with its figure. */
function UnitReadings({ item, readings }: { item: Item; readings: Readings }) {
  return item.assignments.map(({ unit_id, unit_text, role }) => {
    const cell = readings.cell(item.id, unit_id)
    return (
      <div key={unit_text + role} className="row">
        <span lang="zh-CN">{unit_text}</span> {cell && <ReadingLink notice={item.notice_id} cell={cell} asOf={readings.asOf} />}
      </div>
    )
  })
}

/** One target a row, by part; a phone shows each as a card. */
export function List({ board, readings, isPhone }: { board: Board; readings: Readings; isPhone: boolean }) {
  const { t } = useTranslation()
  const [shown, setShown] = useState(STEP)
  const found = groups(board.items.slice(0, shown), board.parts)
  const hasNotices = new Set(found.map(group => group.notice)).size > 1
  const rest = board.items.length - shown
  return (
    <>
      {isPhone ? <Cards found={found} readings={readings} hasNotices={hasNotices} /> : <Table found={found} readings={readings} hasNotices={hasNotices} />}
      {rest > 0 && (
        <Button block onClick={() => setShown(shown + STEP)}>
          {t('board.more', { n: Math.min(rest, STEP) })}
        </Button>
      )}
    </>
  )
}

interface Props {
  readings: Readings
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

function Table({ found, readings, hasNotices }: Props) {
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
            <th scope="col">{t('board.state')}</th>
            <th scope="col">{t('board.reading')}</th>
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
                <td>
                  <Light light={readings.light(item.id)} />
                </td>
                <td className="units">
                  <UnitReadings item={item} readings={readings} />
                </td>
              </tr>
            ))}
          </tbody>
        ))}
      </table>
    </div>
  )
}

function Cards({ found, readings, hasNotices }: Props) {
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
              <Light light={readings.light(item.id)} />
            </div>
            <div className="quiet" lang="zh-CN">
              {item.citations[0]?.path}
            </div>
            <UnitReadings item={item} readings={readings} />
          </li>
        ))}
      </ul>
    </section>
  ))
}
