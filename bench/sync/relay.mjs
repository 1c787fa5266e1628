// Every message to everybody else in the room, by `ws` as it comes: what a server costs that does nothing else. No document, no gate, no store.
import { createServer } from 'node:http'
import { WebSocketServer } from 'ws'

const nothing = Buffer.from([0, 1, 2, 0, 0])
const rooms = new Map()
const server = createServer((_, response) => response.end())
new WebSocketServer({ server, perMessageDeflate: false }).on('connection', (socket, { url }) => {
  if (!rooms.has(url)) rooms.set(url, new Set())
  const room = rooms.get(url).add(socket)
  socket.on('message', (message) => {
    if (message[0] === 0 && message[1] === 0) return socket.send(nothing)
    for (const other of room) if (other !== socket) other.send(message)
  })
  socket.on('close', () => room.delete(socket))
})
server.listen({ port: Number(process.env.PORT), host: '127.0.0.1', backlog: 4096 })
