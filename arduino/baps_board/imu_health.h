// Whether the motion sensor can be read now, and the way back when it cannot.
// Never waits: what takes time (reset, start-up) is left and taken up again between slots.
#pragma once
#include <Arduino.h>

#include "mpu6050.h"

namespace imu_health {

// Set the sensor up before streaming; may wait 150 ms. False where none answers.
bool prepare(uint8_t filterSetting);

// Whether slots may be read.
bool healthy();

// A slot could not be read: note the fault and begin to look for the sensor.
void lost();

// Whether a reading shows a sensor that restarted by itself since the one before. Notes it.
bool restarted(const mpu6050::Reading &reading);

// Between slots: look for a lost sensor a few times a second and set it up again.
void service();

// FaultCode of the fault that is on, NONE where there is none.
uint8_t fault();

}  // namespace imu_health
