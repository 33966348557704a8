// Who the board is and what is connected to it, in the frozen answer to `identify`.
#pragma once
#include "board_config.h"
#include "wire_messages.h"

namespace hello {

constexpr uint8_t SENSORS = board::IMUS + 1;

struct __attribute__((packed)) Message {
  static constexpr uint8_t TYPE = wire::HelloHead::TYPE;
  wire::HelloHead head;
  wire::SensorEntry sensors[SENSORS];
};

void send();

}  // namespace hello
