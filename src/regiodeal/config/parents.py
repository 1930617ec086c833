"""Processes that live as long as the one that started them."""

import os
import threading
import time

SERVER = "REGIODEAL_SERVER"
"""In the environment of the processes of `regiodeal serve`: the number of the process that started them."""


def end_with(parent: int) -> None:
    """End this process when its parent is gone, whatever it is doing: nothing here is lost by that."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(0)

    threading.Thread(target=watch, daemon=True).start()
