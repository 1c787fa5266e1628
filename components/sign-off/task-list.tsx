import Link from 'next/link'
import { Tag } from '../ui/tag'

export interface Task { readonly name: string; readonly done: boolean; readonly words: string; readonly href?: string; /** It is to be known, and stops nothing. */ readonly optional?: boolean }

/** What has to stand before a step, and where it is put right. */
export function TaskList({ tasks }: { tasks: readonly Task[] }) {
  return (
    <ul className="max-w-3xl border-t border-line">
      {tasks.map((task) => (
        <li key={task.name} className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-line py-3">
          <div className="min-w-0">
            <p className="font-semibold">{task.href && !task.done ? <Link href={task.href}>{task.name}</Link> : task.name}</p>
            <p className="text-small text-quiet">{task.words}</p>
          </div>
          <Tag kind={task.done ? 'done' : task.optional ? 'plain' : 'waits'}>{task.done ? 'Done' : task.optional ? 'To note' : 'Not yet'}</Tag>
        </li>
      ))}
    </ul>
  )
}
