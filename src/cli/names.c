/* names: see the header.  Each table is made of the core's own list. */
#include "cli/names.h"

#include <errno.h>

#include "core/dropreason.h"
#include "core/netdevice.h"
#include "core/snmp.h"
#include "core/trace.h"

#define FUNCTION_NAME(name) NAME(#name),
static const struct name functions[FN_MAX] = { FUNCTIONS(FUNCTION_NAME) };

#define NOT_MODELLED_NAME(name) #name,
static const char *const not_modelled_names[NM_MAX] = {
	NOT_MODELLED(NOT_MODELLED_NAME)
};

#define SITE_NAME(site, reason, function, detail)                              \
	{ #site, #reason, #function, detail },
static const struct drop_site_name sites[DROP_MAX] = { DROP_SITES(SITE_NAME) };

#define MIB_KEY(group, name) NAME("\"" #group "." #name "\":"),
static const struct name mib_keys[MIB_IcmpMsg_InType0] = {
	MIB_COUNTERS(MIB_KEY)
};

struct name function_name(uint32_t fn)
{
	static const struct name unknown = NAME("?");

	return fn < FN_MAX ? functions[fn] : unknown;
}

const char *not_modelled_name(uint32_t what)
{
	return what < NM_MAX ? not_modelled_names[what] : "?";
}

const struct drop_site_name *drop_site_name(uint32_t site)
{
	static const struct drop_site_name unknown = { "?", "?", "?", "" };

	return site < DROP_MAX ? &sites[site] : &unknown;
}

const char *error_name(int32_t error)
{
	const char *name = strerrorname_np(error < 0 ? -error : error);

	return name ? name : "an error";
}

struct name mib_key(uint32_t counter)
{
	static const struct name in = NAME("\"IcmpMsg.InType");
	static const struct name out = NAME("\"IcmpMsg.OutType");

	if (counter < MIB_IcmpMsg_InType0)
		return mib_keys[counter];
	return counter < MIB_IcmpMsg_OutType0 ? in : out;
}
