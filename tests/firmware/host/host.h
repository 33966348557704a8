// The computer at the other end of the line: sends commands to the sketch and takes its frames
// apart.
#pragma once
#include <stdint.h>
#include <string.h>

#include <vector>

#include "wire_messages.h"

void setup();
void loop();

namespace host {

using Bytes = std::vector<uint8_t>;

struct Frame {
  uint8_t type;
  Bytes payload;

  template <class Message>
  Message as() const;
};

// A frame as it goes over the line, with COBS and its closing zero.
Bytes framed(uint8_t type, const void *payload, size_t length);

template <class Message>
Bytes framed(const Message &message) {
  return framed(Message::TYPE, &message, sizeof(Message));
}

template <>
Bytes framed(const wire::Identify &);

// Bytes on their way to the sketch.
void give(const Bytes &bytes);

template <class Message>
void send(const Message &message) {
  give(framed(message));
}

// What the sketch has sent since the last call. A damaged frame fails the case.
std::vector<Frame> taken();

template <class Message>
std::vector<Message> only(const std::vector<Frame> &frames) {
  std::vector<Message> found;
  for (const Frame &each : frames) {
    if (each.type == Message::TYPE) found.push_back(each.as<Message>());
  }
  return found;
}

// Let the sketch's loop run for this long.
void run(uint32_t us);

// Start the sketch with a board sensor that answers, and forget what it said.
void boot();

template <class Message>
Message Frame::as() const {
  Message message;
  memcpy(&message, payload.data(),
         payload.size() < sizeof(message) ? payload.size() : sizeof(message));
  return message;
}

}  // namespace host
