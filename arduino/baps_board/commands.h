// What the host asks for, and the answers.
#pragma once

namespace commands {

// Carry out at most one command, if there is time before the next slot and room for the answer.
void service();

}  // namespace commands
