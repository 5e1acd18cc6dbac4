// Landlock for files, seccomp for system calls. Both are tried, and either does without the other.
// SPDX-License-Identifier: Apache-2.0
#include "analyzers/frontend/threads/confinement.h"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <thread>
#include <vector>

namespace loadline::frontend {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t kArchitecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t kArchitecture = 0;  // no filter: numbers of system calls are not known to fit
#endif

// Bits that younger kernel headers name: moving between folders (2), truncating (3), device calls (5).
constexpr std::uint64_t kReading = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;

std::uint64_t file_rights(long version) {
  const unsigned known = version >= 5 ? 16 : version >= 3 ? 15 : version == 2 ? 14 : 13;
  return ((std::uint64_t{1} << known) - 1) & ~kReading;
}

bool confine_by_landlock() {
  const long version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (version < 1) return false;
  // As landlock_ruleset_attr: rights to files, and since version 4 to bind and connect. What is named here and allowed by no
  // rule is forbidden.
  const std::uint64_t rights[2] = {file_rights(version), 3};
  const std::size_t size = version >= 4 ? sizeof(rights) : sizeof(rights[0]);
  const auto rules = static_cast<int>(::syscall(SYS_landlock_create_ruleset, rights, size, 0));
  if (rules < 0) return false;
  const bool is_confined = ::syscall(SYS_landlock_restrict_self, rules, 0) == 0;
  ::close(rules);
  return is_confined;
}

class Filter {
 public:
  Filter() {
    load(offsetof(seccomp_data, arch));
    code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, kArchitecture, 1, 0));
    refuse(EPERM);
    load(offsetof(seccomp_data, nr));
#if defined(__x86_64__)
    code_.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000, 0, 1));  // calls of the x32 interface
    refuse(EPERM);
#endif
  }
  void forbid(long call, int error = EPERM) {
    code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
    refuse(error);
  }
  // `argument`: which one holds the flags of opening.
  void forbid_to_write(long call, unsigned argument) {
    constexpr std::uint32_t kWriting = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC;
    code_.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 4));
    load(offsetof(seccomp_data, args) + 8 * argument);
    code_.push_back(BPF_JUMP(BPF_JMP | BPF_JSET | BPF_K, kWriting, 0, 1));
    refuse(EPERM);
    allow();
  }
  bool apply() {
    allow();
    sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
    return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0, &program) == 0;
  }

 private:
  void load(std::size_t offset) {
    code_.push_back(BPF_STMT(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset)));
  }
  void refuse(int error) {
    code_.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ERRNO | static_cast<std::uint32_t>(error)));
  }
  void allow() { code_.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)); }

  std::vector<sock_filter> code_;
};

bool confine_by_seccomp() {
  if (kArchitecture == 0) return false;
  Filter filter;
  for (const long call : {SYS_execve,
                          SYS_execveat,
                          SYS_ptrace,
                          SYS_process_vm_writev,
                          SYS_process_vm_readv,
                          SYS_socket,
                          SYS_socketpair,
                          SYS_connect,
                          SYS_bind,
                          SYS_truncate,
                          SYS_unlinkat,
                          SYS_mkdirat,
                          SYS_mknodat,
                          SYS_linkat,
                          SYS_symlinkat,
                          SYS_renameat2,
                          SYS_fchmodat,
                          SYS_fchmod,
                          SYS_fchownat,
                          SYS_fchown,
                          SYS_setxattr,
                          SYS_lsetxattr,
                          SYS_fsetxattr,
                          SYS_removexattr,
                          SYS_mount,
                          SYS_umount2,
                          SYS_pivot_root,
                          SYS_chroot,
                          SYS_bpf,
                          SYS_perf_event_open,
                          SYS_init_module,
                          SYS_finit_module,
                          SYS_kexec_load,
                          SYS_keyctl,
                          SYS_add_key,
                          SYS_setns,
                          SYS_unshare}) {
    filter.forbid(call);
  }
#if defined(__x86_64__)
  for (const long call : {SYS_creat, SYS_unlink, SYS_rename, SYS_renameat, SYS_mkdir, SYS_rmdir, SYS_mknod, SYS_link,
                          SYS_symlink, SYS_chmod, SYS_chown, SYS_lchown}) {
    filter.forbid(call);
  }
  filter.forbid_to_write(SYS_open, 1);
#endif
  // Flags in memory cannot be judged; callers fall back on the older calls.
  filter.forbid(SYS_openat2, ENOSYS);
  filter.forbid(SYS_io_uring_setup, ENOSYS);
  filter.forbid_to_write(SYS_openat, 2);
  return filter.apply();
}

}  // namespace

Confinement confine_this_thread() {
  Confinement confinement;
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return confinement;
  confinement.by_landlock = confine_by_landlock();
  confinement.by_seccomp = confine_by_seccomp();
  return confinement;
}

Confinement confinement_offered() {
  static const Confinement offered = [] {
    Confinement found;
    std::thread([&] { found = confine_this_thread(); }).join();
    return found;
  }();
  return offered;
}

}  // namespace loadline::frontend
