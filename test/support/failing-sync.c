// Loaded before libc: while the file named by FAIL_SYNC exists, no sync of a disk succeeds.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdlib.h>
#include <unistd.h>

static int failing(void) {
  const char *flag = getenv("FAIL_SYNC");
  if (flag == NULL || access(flag, F_OK) != 0) return 0;
  errno = EIO;
  return 1;
}

int fsync(int fd) {
  if (failing()) return -1;
  int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fsync");
  return next(fd);
}

int fdatasync(int fd) {
  if (failing()) return -1;
  int (*next)(int) = (int (*)(int))dlsym(RTLD_NEXT, "fdatasync");
  return next(fd);
}
