import { connection } from 'next/server'

export default async function Desk() {
  await connection()
  return <main className="mx-auto max-w-3xl p-6"><h1 className="text-title">My desk</h1></main>
}
