// Made by `python -m trainer.wire.header` from trainer/wire/messages.py. Do not edit.
// Structs are packed and little-endian, as on AVR and ARM; the type byte goes before them.
#pragma once
#include <stdint.h>

namespace wire {

constexpr uint8_t PROTOCOL_MAJOR = 1;
constexpr uint32_t SCHEMA_HASH = 0xFE8C6ECCUL;
constexpr uint16_t CRC_START = 0xFFFF;

namespace SensorKind {
enum : uint8_t {
  IMU = 1,
  LOAD_CELLS = 2,
};
}

namespace PlacementCode {
enum : uint8_t {
  BOARD = 0,
  THIGH = 1,
  SHANK = 2,
  SACRUM = 3,
};
}

namespace NackReason {
enum : uint8_t {
  UNKNOWN_COMMAND = 1,
  BAD_LENGTH = 2,
  BAD_VALUE = 3,
  BUSY_STREAMING = 4,
  SENSOR_MISSING = 5,
  EEPROM_FAILED = 6,
  NO_CALIBRATION = 7,
};
}

namespace SampleFlag {
enum : uint8_t {
  NEW_DATA = 1,
  RAIL_OPEN = 2,
  BUTTON_DOWN = 4,
  FOOT_ON_MAT = 8,
  HAND_ON_RAIL = 16,
};
}

namespace BoardEventKind {
enum : uint8_t {
  BUTTON = 1,
  RAIL_STOP = 2,
  FAULT = 3,
  RESTARTED = 4,
  FOOT_MAT = 5,
  HAND_RAIL = 6,
};
}

namespace RestartCause {
enum : uint8_t {
  UNKNOWN = 0,
  POWER_ON = 1,
  RESET_PIN = 2,
  BROWN_OUT = 3,
  WATCHDOG = 4,
};
}

namespace FaultCode {
enum : uint8_t {
  NONE = 0,
  SENSOR_SILENT = 1,
  BUS_STUCK = 2,
  SENSOR_RESET = 3,
  WRONG_SENSOR = 4,
  LOAD_CELL_STUCK = 5,
  LOAD_CELL_DESYNC = 6,
  LOAD_CELL_SATURATED = 7,
};
}

namespace CalibrationStep {
enum : uint8_t {
  LEVEL = 1,
  FRONT = 2,
  ACCEL = 4,
};
}

struct __attribute__((packed)) SensorEntry {
  uint8_t kind;
  uint8_t index;
  uint8_t placement;
  uint16_t rate_hz;
  uint8_t accel_range_g;
  uint16_t gyro_range_deg_s;
  uint8_t present;
};

// Followed on the wire by `sensor_count` entries.
struct __attribute__((packed)) HelloHead {
  static constexpr uint8_t TYPE = 0x02;
  uint8_t protocol_major;
  uint32_t schema_hash;
  uint8_t firmware[3];
  uint64_t board_id;
  uint8_t sensor_count;
};

// host to board
struct __attribute__((packed)) Identify {
  static constexpr uint8_t TYPE = 0x01;
};

// board to host
struct __attribute__((packed)) Nack {
  static constexpr uint8_t TYPE = 0x03;
  uint8_t command;
  uint8_t tag;
  uint8_t reason;
};

// board to host
struct __attribute__((packed)) ImuSample {
  static constexpr uint8_t TYPE = 0x10;
  uint8_t sensor;
  uint16_t seq;
  uint32_t device_us;
  uint8_t flags;
  uint8_t overruns;
  int16_t accel[3];
  int16_t gyro[3];
};

// board to host
struct __attribute__((packed)) LoadSample {
  static constexpr uint8_t TYPE = 0x11;
  uint16_t seq;
  uint32_t device_us;
  uint8_t flags;
  uint8_t ready_mask;
  int32_t counts[4];
};

// board to host
struct __attribute__((packed)) Event {
  static constexpr uint8_t TYPE = 0x12;
  uint8_t kind;
  uint8_t code;
  uint8_t sensor;
  uint8_t state;
  uint32_t device_us;
};

// board to host
struct __attribute__((packed)) Pong {
  static constexpr uint8_t TYPE = 0x13;
  uint8_t tag;
  uint32_t device_us;
};

// board to host
struct __attribute__((packed)) Ack {
  static constexpr uint8_t TYPE = 0x14;
  uint8_t command;
  uint8_t tag;
};

// board to host
struct __attribute__((packed)) StoredCalibration {
  static constexpr uint8_t TYPE = 0x15;
  uint8_t tag;
  uint8_t sensor;
  uint32_t counter;
  uint64_t board_id;
  uint8_t steps;
  uint32_t unix_s;
  float mount[4];
  float accel_scale[3];
  float accel_offset_g[3];
  float gyro_scale[3];
};

// board to host
struct __attribute__((packed)) SelfTestResult {
  static constexpr uint8_t TYPE = 0x16;
  uint8_t tag;
  uint8_t sensor;
  uint8_t who_am_i;
  int16_t accel_change[3];
  int16_t gyro_change[3];
  uint8_t trim[6];
};

// board to host
struct __attribute__((packed)) LoadRates {
  static constexpr uint8_t TYPE = 0x17;
  uint32_t device_us;
  uint32_t period_us[4];
};

// board to host
struct __attribute__((packed)) StoredLoadCalibration {
  static constexpr uint8_t TYPE = 0x18;
  uint8_t tag;
  uint32_t counter;
  uint64_t board_id;
  uint32_t unix_s;
  int32_t zero_counts[4];
  float newton_per_count[4];
  float cell_ap_mm[4];
  float cell_ml_mm[4];
};

// host to board
struct __attribute__((packed)) Start {
  static constexpr uint8_t TYPE = 0x20;
  uint8_t tag;
  uint16_t imu_rate_hz;
  uint16_t body_rate_hz;
  uint16_t load_rate_hz;
  uint8_t filter_setting;
  uint8_t load_cells;
};

// host to board
struct __attribute__((packed)) Stop {
  static constexpr uint8_t TYPE = 0x21;
  uint8_t tag;
};

// host to board
struct __attribute__((packed)) Ping {
  static constexpr uint8_t TYPE = 0x22;
  uint8_t tag;
};

// host to board
struct __attribute__((packed)) ReadCalibration {
  static constexpr uint8_t TYPE = 0x23;
  uint8_t tag;
  uint8_t sensor;
};

// host to board
struct __attribute__((packed)) WriteCalibration {
  static constexpr uint8_t TYPE = 0x24;
  uint8_t tag;
  uint8_t sensor;
  uint32_t counter;
  uint64_t board_id;
  uint8_t steps;
  uint32_t unix_s;
  float mount[4];
  float accel_scale[3];
  float accel_offset_g[3];
  float gyro_scale[3];
};

// host to board
struct __attribute__((packed)) SelfTest {
  static constexpr uint8_t TYPE = 0x25;
  uint8_t tag;
  uint8_t sensor;
};

// host to board
struct __attribute__((packed)) SetPlacement {
  static constexpr uint8_t TYPE = 0x26;
  uint8_t tag;
  uint8_t sensor;
  uint8_t placement;
};

// host to board
struct __attribute__((packed)) ReadLoadCalibration {
  static constexpr uint8_t TYPE = 0x27;
  uint8_t tag;
};

// host to board
struct __attribute__((packed)) WriteLoadCalibration {
  static constexpr uint8_t TYPE = 0x28;
  uint8_t tag;
  uint32_t counter;
  uint64_t board_id;
  uint32_t unix_s;
  int32_t zero_counts[4];
  float newton_per_count[4];
  float cell_ap_mm[4];
  float cell_ml_mm[4];
};

}  // namespace wire
