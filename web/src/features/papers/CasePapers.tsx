import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { dayOf } from '../../app/moments'
import { named } from '../registers/text/named'
import type { RecordView } from '../registers/data/types'
import { docxOf, papersOf, pdfOf, type Paper, type PaperChoice } from './data'
import { IssueDialog } from './IssueDialog'
import { ServeDialog, VoidDialog } from './KeepDialogs'

type Open = { what: 'serve' | 'void'; paper: Paper } | { what: 'issue'; choice: PaperChoice }

/** The papers of a hazard or an inspection: what was issued, what may be, and what became of each. */
export function CasePapers({ record }: { record: RecordView }) {
  const { t, i18n } = useTranslation()
  const found = useQuery(papersOf(record.id, i18n.language))
  const [open, setOpen] = useState<Open>()
  const papers = found.data
  if (!papers) return null
  const close = () => setOpen(undefined)
  const mayIssue = papers.choices.length > 0
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
          <p className="quiet">
            <span lang="zh-CN">{t(papers.office.has_power ? 'papers.power' : 'papers.noPower', { name: papers.office.name })}</span>
          </p>
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
          <PaperLine key={paper.id} paper={paper} names={papers.names} onOpen={setOpen} />
        ))}
      </ol>
      {open?.what === 'issue' && <IssueDialog id={record.id} version={papers.version} choice={open.choice} onClose={close} />}
      {open?.what === 'serve' && <ServeDialog paper={open.paper} onClose={close} />}
      {open?.what === 'void' && <VoidDialog paper={open.paper} onClose={close} />}
    </section>
  )
}

function PaperLine({ paper, names, onOpen }: { paper: Paper; names: Record<string, string>; onOpen: (open: Open) => void }) {
  const { t, i18n } = useTranslation()
  const who = (id: string) => names[id] ?? '—'
  const { served, voided } = paper
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
