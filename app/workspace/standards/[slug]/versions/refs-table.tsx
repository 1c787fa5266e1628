import { LevelBadge } from '@/components/document/level-badge'
import { TextInput } from '@/components/ui/field'
import { ActionForm, SubmitButton } from '@/components/ui/form'
import { Section } from '@/components/ui/page'
import type { Refusal } from '@/lib/kernel/refusal'
import { setRef } from './actions'

interface Row { blockId: string; ref: string; level: string; words: string }

interface Props { standardId: string; prefix: string; rows: readonly Row[]; refusal: Refusal | null }

/** The requirements whose ref is not fixed yet. Once they have stood in a version it is theirs for good. */
export function RefsTable({ standardId, prefix, rows, refusal }: Props) {
  if (rows.length === 0) return null
  return (
    <Section title="Refs that the next version will fix" id="refs">
      <p className="max-w-prose text-quiet">
        {rows.length === 1 ? 'One requirement has' : `${rows.length} requirements have`} never stood in a version. Each gets the ref shown here when the next one is
        tagged, and keeps it for good.{refusal ? ' The lead editor may choose another unused number before.' : ' You may choose another unused number before.'}
      </p>
      <details className="mt-3" open={rows.length <= 8}>
        <summary className="inline-flex min-h-6 w-fit cursor-pointer items-center text-action underline underline-offset-4">Proposed refs</summary>
        <ul className="mt-3 border-t border-line">
          {rows.map((row) => (
            <li key={row.blockId} className="flex flex-wrap items-start gap-x-6 gap-y-2 border-b border-line py-3">
              <p className="min-w-0 flex-1 basis-80 py-2 [overflow-wrap:anywhere]"><LevelBadge level={row.level} className="mr-2" />{short(row.words) || <span className="text-quiet">No words yet</span>}</p>
              {refusal ? <p className="font-mono">{row.ref}</p> : <Choose row={row} standardId={standardId} prefix={prefix} />}
            </li>
          ))}
        </ul>
      </details>
    </Section>
  )
}

const short = (words: string): string => (words.length > 140 ? `${words.slice(0, 139).trimEnd()}…` : words)

function Choose({ row, standardId, prefix }: { row: Row; standardId: string; prefix: string }) {
  return (
    <ActionForm action={setRef} label={`Ref of: ${short(row.words)}`} className="flex flex-wrap items-end gap-3">
      <input type="hidden" name="standardId" value={standardId} />
      <input type="hidden" name="blockId" value={row.blockId} />
      <TextInput key={row.ref} name="number" id={`ref-${row.blockId}`} label={`Ref, after ${prefix}-`} hideLabel className="w-32" defaultValue={row.ref} autoComplete="off" />
      <SubmitButton variant="secondary">Set ref<span className="sr-only"> of {row.ref}</span></SubmitButton>
    </ActionForm>
  )
}
