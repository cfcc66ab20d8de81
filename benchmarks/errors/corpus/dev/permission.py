open("/proc/sys/kernel/version", "w").write("7")
