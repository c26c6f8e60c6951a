"""An offer in words: what it is called, what it asks, what it promises and when."""

from agent import phrasing
from agent.offers import IN_HOUSE, MONTHS_A_YEAR, RENEWAL, USD, Offer


def titled(offer: Offer) -> str:
    """ "The offer", "Globex", "Doing it in-house"."""
    if not offer.name:
        return "The offer"
    if offer.name == IN_HOUSE:
        return "Doing it in-house"
    if offer.name == RENEWAL:
        return "Staying at the new price"
    return offer.name[:1].upper() + offer.name[1:] if len(offer.name) > 1 else f"Offer {offer.name}"


def small(text: str) -> str:
    return text[:1].lower() + text[1:] if text.startswith(("The ", "Doing ", "Offer ", "Vendor ", "Option ")) else text


def offer_in_words(offer: Offer, volume: float | None = None) -> str:
    """ "$45,000 up front and $2,000 a month", each with the sum that it was made by."""
    parts = []
    if offer.upfront is not None:
        made = f" ({offer.upfront_sum})" if offer.upfront_sum else ""
        parts.append(f"{phrasing.usd(offer.upfront)} up front{made}" if offer.upfront else "nothing up front")
    if offer.monthly is not None:
        made = f" ({offer.monthly_sum})" if offer.monthly_sum else ""
        parts.append(f"{phrasing.usd(offer.monthly)} a month{made}")
    if offer.maintenance is not None:
        share = phrasing.percent(offer.maintenance)
        month = phrasing.usd(offer.maintenance * (offer.upfront or 0.0) / MONTHS_A_YEAR)
        of = f" ({share} x {phrasing.usd(offer.upfront)} / {MONTHS_A_YEAR})" if offer.upfront else ""
        parts.append(f"{share} of that a year, {month} a month{of}" if offer.upfront else f"{share} of it a year")
    if offer.each is not None:
        cases = offer.paid_cases(volume)
        each = f"{phrasing.usd(offer.each)} per {offer.case}"
        if cases is None:
            parts.append(each)
        else:
            month = phrasing.usd(offer.each * cases)
            parts.append(f"{month} a month ({each} x {phrasing.count(cases)})")
    if offer.left is not None:
        parts.append(f"{phrasing.usd(offer.left)} a month that is left of today's bill")
    if offer.rise is not None:
        parts.append(f"{phrasing.percent(offer.rise)} more each year")
    return phrasing.joined(parts) + _promised(offer)


def offer_in_its_currency(offer: Offer, volume: float | None = None) -> str:
    """ "EUR 45,000 up front": as it was asked, whatever that is worth."""
    return written(offer_in_words(offer, volume), offer.currency)


def written(text: str, currency: str) -> str:
    return text if currency == USD else text.replace("$", f"{currency} ")


def _promised(offer: Offer) -> str:
    """ ", for a saving of 70 % of today's bill"."""
    if offer.cut is not None:
        return f", for a saving of {phrasing.percent(offer.cut)} of what it costs today"
    if offer.takes is not None:
        return f", for {phrasing.percent(offer.takes)} of the work that it takes over"
    return "" if offer.gain is None else f", for {phrasing.usd(offer.gain)} a month that it saves or brings in"


def timing_in_words(offer: Offer) -> str:
    late = f"nothing comes back in the first {phrasing.months(offer.delay_months)}" if offer.delay_months else ""
    slow = f"it rises evenly over {phrasing.months(offer.ramp_months)}" if offer.ramp_months else ""
    told = phrasing.joined([one for one in (late, slow) if one])
    return f"; {told}" if told else ""


def months_in_words(number: float, *, bold: bool = True) -> str:
    """In three digits, with "about" where these are not all."""
    shown = f"{number:.3g}" if number < _IN_DIGITS else f"{number:.0f}"
    about = "" if abs(float(shown) - number) < _DUST else "about "
    told = f"{shown} {'month' if shown == '1' else 'months'}"
    return f"{about}**{told}**" if bold else about + told


_IN_DIGITS, _DUST = 100, 1e-9
