#ifndef CCURL_SHIM_H
#define CCURL_SHIM_H

// Setters and getters of libcurl take variable arguments, which Swift cannot call, and are
// wrapped in type-checking macros, which it cannot see: one inline function per kind of value.
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#undef curl_easy_setopt
#undef curl_easy_getinfo
#undef curl_multi_setopt

static inline CURLcode ft_curl_set_number(CURL *easy, CURLoption option, long value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ft_curl_set_size(CURL *easy, CURLoption option, curl_off_t value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ft_curl_set_text(CURL *easy, CURLoption option, const char *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ft_curl_set_pointer(CURL *easy, CURLoption option, const void *value) {
  return curl_easy_setopt(easy, option, value);
}

static inline CURLcode ft_curl_set_writer(CURL *easy, curl_write_callback call, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, call);
  return code ? code : curl_easy_setopt(easy, CURLOPT_WRITEDATA, context);
}

static inline CURLcode ft_curl_set_header_reader(CURL *easy, curl_write_callback call,
                                                 void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, call);
  return code ? code : curl_easy_setopt(easy, CURLOPT_HEADERDATA, context);
}

static inline CURLcode ft_curl_set_reader(CURL *easy, curl_read_callback call, void *context) {
  CURLcode code = curl_easy_setopt(easy, CURLOPT_READFUNCTION, call);
  return code ? code : curl_easy_setopt(easy, CURLOPT_READDATA, context);
}

static inline CURLMcode ft_curl_multi_set_number(CURLM *multi, CURLMoption option, long value) {
  return curl_multi_setopt(multi, option, value);
}

// The message's union has no name, so Swift cannot read it.
static inline CURL *ft_curl_next_finished(CURLM *multi, CURLcode *code) {
  int left;
  CURLMsg *message;
  while ((message = curl_multi_info_read(multi, &left))) {
    if (message->msg == CURLMSG_DONE) {
      *code = message->data.result;
      return message->easy_handle;
    }
  }
  return NULL;
}

// Macros with casts, which Swift does not import.
static inline size_t ft_curl_write_pause(void) { return CURL_WRITEFUNC_PAUSE; }
static inline size_t ft_curl_read_pause(void) { return CURL_READFUNC_PAUSE; }
static inline size_t ft_curl_read_abort(void) { return CURL_READFUNC_ABORT; }
static inline int ft_curl_resume(CURL *easy) { return curl_easy_pause(easy, CURLPAUSE_CONT); }
static inline int ft_curl_start(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

#endif
