import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf } from '../../app/moments'
import { named } from '../registers/text/named'
import type { RecordView } from '../registers/data/types'
import { docxOf, papersOf, pdfOf, type Covered, type Paper, type PaperChoice } from './data'
import { IssueDialog } from './IssueDialog'
import { ServeDialog, VoidDialog } from './KeepDialogs'

type Open = { what: 'serve' | 'void'; paper: Paper } | { what: 'issue'; choice: PaperChoice }

/** The papers of a hazard, an inspection or a listing: what was issued, what may be, and what became of each. */
export function CasePapers({ record }: { record: RecordView }) {
  const { t, i18n } = useTranslation()
  const found = useQuery(papersOf(record.id, i18n.language))
  const [open, setOpen] = useState<Open>()
  const papers = found.data
  if (!papers) return null
  const close = () => setOpen(undefined)
  const mayIssue = papers.choices.length > 0
  const isOrdered = papers.choices.some(choice => choice.kind === 'order' || choice.kind === 'advice')
  return (
    <section className="sheet side papers" aria-label={t('papers.title')}>
      <h2>
        {t('papers.title')}
        <span className="grow" />
        <Link to="/papers" className="no-print">
          {t('papers.list.all')}
        </Link>
      </h2>
      {mayIssue && (
        <>
          {isOrdered && (
            <p className="quiet">
              <span lang="zh-CN">{t(papers.office.has_power ? 'papers.power' : 'papers.noPower', { name: papers.office.name })}</span>
            </p>
          )}
          <div className="moves no-print" role="group" aria-label={t('papers.choose')}>
            {papers.choices.map(choice => (
              <Tooltip key={choice.kind} title={choice.refused?.message}>
                <Button disabled={!!choice.refused} onClick={() => setOpen({ what: 'issue', choice })}>
                  {named(choice.title, i18n.language)}
                </Button>
              </Tooltip>
            ))}
          </div>
        </>
      )}
      {papers.items.length === 0 && <p className="quiet">{t('papers.none')}</p>}
      <ol className="history">
        {[...papers.items].reverse().map(paper => (
          <PaperItem key={paper.id} paper={paper} record={record.id} names={papers.names} records={papers.records} onOpen={setOpen} />
        ))}
      </ol>
      {open?.what === 'issue' && <IssueDialog id={record.id} choice={open.choice} onClose={close} />}
      {open?.what === 'serve' && <ServeDialog paper={open.paper} onClose={close} />}
      {open?.what === 'void' && <VoidDialog paper={open.paper} onClose={close} />}
    </section>
  )
}

interface ItemProps {
  paper: Paper
  /** The record on whose page it stands. */
  record: string
  names: Record<string, string>
  records: Record<string, Covered>
  onOpen: (open: Open) => void
}

function PaperItem({ paper, record, names, records, onOpen }: ItemProps) {
  const { t, i18n } = useTranslation()
  const who = (id: string) => names[id] ?? '—'
  const { served, voided } = paper
  const result = paper.cases.find(one => one.id === record)?.result
  return (
    <li>
      <div className="row">
        <b className={voided ? 'struck' : undefined} lang="zh-CN">
          {paper.number}
        </b>
        {voided && <span className="chip">{t('papers.isVoid')}</span>}
      </div>
      <div>{named(paper.title, i18n.language)}</div>
      <div className="quiet">
        <span lang="zh-CN">{t('papers.issuedBy', { name: who(paper.issued_by), day: paper.issued_on })}</span>
      </div>
      {result && <div>{t('papers.found', { result: t(`papers.results.${result as 'done'}`) })}</div>}
      {paper.problems > 1 && <Others paper={paper} record={record} records={records} />}
      {served && (
        <div className="quiet">
          <span lang="zh-CN">{t('papers.servedBy', { day: served.on, how: t(`papers.services.${served.how as 'direct'}`), to: served.to })}</span>{' '}
          {served.receipt && (
            <a href={`/api/files/${served.receipt}`} target="_blank" rel="noreferrer">
              {t('papers.receipt')}
            </a>
          )}
        </div>
      )}
      {voided && (
        <div className="quiet" lang="zh-CN">
          {t('papers.voidedBy', { name: who(voided.by), day: dayOf(voided.at), reason: voided.reason })}
        </div>
      )}
      <div className="row no-print">
        <a href={pdfOf(paper)} target="_blank" rel="noreferrer">
          {t('papers.pdf')}
        </a>
        <a href={docxOf(paper)} download>
          {t('papers.docx')}
        </a>
        {paper.keeps && !voided && (
          <>
            <Button type="link" size="small" onClick={() => onOpen({ what: 'serve', paper })}>
              {t('papers.serve')}
            </Button>
            <Button type="link" size="small" danger onClick={() => onOpen({ what: 'void', paper })}>
              {t('papers.void')}
            </Button>
          </>
        )}
      </div>
    </li>
  )
}

/** The other hazards on the same paper. */
function Others({ paper, record, records }: Pick<ItemProps, 'paper' | 'record' | 'records'>) {
  const { t } = useTranslation()
  const others = paper.cases.filter(one => one.id !== record)
  return (
    <div className="others">
      {t('papers.covers', { n: paper.problems })}
      <ul className="plain">
        {others.map(({ id }) => {
          const other = records[id]
          return (
            <li key={id} lang="zh-CN">
              {other ? (
                <Link to="/registers/$code/$id" params={{ code: other.register, id }}>
                  {other.title}
                </Link>
              ) : (
                <span className="quiet">{t('papers.unseen')}</span>
              )}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
