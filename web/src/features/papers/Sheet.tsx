import { useTranslation } from 'react-i18next'
import type { Said } from './data'

/** What a paper says, on a sheet as it will be printed. */
export function Sheet({ said }: { said: Said }) {
  const { t } = useTranslation()
  return (
    <div className="desk paper-preview" tabIndex={0} role="region" aria-label={t('papers.preview')}>
      <article className="paper" lang="zh-CN">
        {said.red_head && <p className="organ">{said.red_head}</p>}
        {said.red_head && <p className="number">{said.number}</p>}
        <p className="title">{said.title}</p>
        {!said.red_head && said.number && <p className="date">{said.number}</p>}
        {said.recipient && <p className="flush">{said.recipient}：</p>}
        {said.blocks.map((block, n) => (
          <Part key={n} block={block} />
        ))}
        {said.signers.map(line => (
          <p key={line} className="signer">
            {line}
          </p>
        ))}
        {said.organ && <p className="signature">{said.organ}</p>}
        {said.organ && <p className="signature day">{said.day}</p>}
        {said.foot.map(line => (
          <p key={line} className="foot">
            {line}
          </p>
        ))}
        {said.copies && <p className="copies">抄送：{said.copies}</p>}
      </article>
    </div>
  )
}

function Part({ block }: { block: Said['blocks'][number] }) {
  if (block.kind === 'heading') return <p className="level-1">{block.text}</p>
  if (block.kind === 'paragraph') return <p>{block.text}</p>
  return (
    <div className="rows" tabIndex={0}>
      <table>
        {block.head.length > 0 && (
          <thead>
            <tr>
              {block.head.map(name => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
        )}
        <tbody>
          {block.rows.map((row, n) => (
            <tr key={n}>{row.map((cell, k) => (block.kind === 'rows' && k === 0 ? <th key={k} scope="row">{cell}</th> : <td key={k}>{cell}</td>))}</tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
