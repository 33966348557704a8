// What every command handler needs: the payload in, the answer out.
#pragma once
#include <string.h>

#include "framing.h"
#include "wire_messages.h"

namespace answers {

using framing::Received;

// All commands begin with their tag.
inline uint8_t tagOf(const Received &command) {
  return command.length > 0 ? command.payload[0] : 0;
}

inline void acknowledge(const Received &command) {
  framing::send(wire::Ack{command.type, tagOf(command)});
}

inline void refuse(const Received &command, uint8_t reason) {
  framing::send(wire::Nack{command.type, tagOf(command), reason});
}

template <class Message>
Message payloadOf(const Received &command) {
  Message message;
  memcpy(&message, command.payload, sizeof(Message));
  return message;
}

}  // namespace answers
