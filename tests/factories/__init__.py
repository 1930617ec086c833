"""What tests are made from: one module per room, each through the real actions."""
