"""One name in many spellings, and two names that are not one."""

from __future__ import annotations

import pytest

from diurna.world.spelling import same_name, same_person

SAME = """
Zelenskyy Zelensky
Zelenskyy Zelenskiy
Zelenskiy Zelenskyj
Kyiv Kiev
Muhammad Mohammed
Mohammed Mohamed
Mohammad Mohamad
Gaddafi Qaddafi
Gaddafi Kadafi
Gaddafi Gadhafi
Lukashenko Lukashenka
Khrushchev Khruschev
Yeltsin Eltsin
Tchaikovsky Chaikovsky
Poroshenko Porošenko
Erdogan Erdoğan
Milosevic Milošević
Djukanovic Đukanović
Netanyahu Netanyahou
Hussein Husayn
Hussein Hussain
Abdullah Abdallah
Ahmed Ahmad
Yusuf Youssef
Yusuf Yousuf
Osama Usama
Khamenei Khamenai
Rouhani Rohani
Rafsanjani Rafsandjani
Khatami Chatami
Sisi Sissi
Assad Asad
Nasrallah Nasralla
Barzani Barzany
Karzai Karzay
Sharif Shareef
Bhutto Bhuto
Rajapaksa Rajapakse
Aliyev Aliev
Nazarbayev Nazarbaev
Tokayev Tokaev
Saakashvili Saakachvili
Pashinyan Pashinian
Sargsyan Sarkisian
Shevardnadze Schevardnadze
Dostum Dostom
Massoud Masood
Hekmatyar Hikmatyar
Nguyen Nguyễn
Kagame Kagamé
Sao São
Perez Pérez
Chavez Chávez
Walesa Wałęsa
Kaczynski Kaczyński
Havel Hável
Orban Orbán
Meciar Mečiar
Gonzalez Gonzales
""".strip().splitlines()
OTHER = """
Merkel Mercer
Putin Pushkin
Bush Busch-Jones
Obama Osama
Kim Kem
Clinton Clifton
Johnson Jonsson-Lee
Sarkozy Sakharov
Macron Marcos
Morales Moreno
Santos Castro
Iran Iraq
Austria Australia
Niger Nigeria
Mali Malawi
Slovakia Slovenia
Berlin Bern
Brown Bruno
Blair Blinken
Biden Bidault
Trump Truman
Modi Mobutu
Xi Xie
Abe Abbas
Khan Kahane
Maduro Madero
""".strip().splitlines()


@pytest.mark.parametrize("pair", SAME)
def test_spellings_of_one_name(pair: str) -> None:
    assert same_name(*pair.split())


@pytest.mark.parametrize("pair", OTHER)
def test_names_that_are_two(pair: str) -> None:
    assert not same_name(*pair.split())


def test_short_given_names() -> None:
    assert same_person(["James", "Mattis"], ["Jim", "Mattis"])
    assert same_person(["Bill", "Clinton"], ["William", "Clinton"])
    assert not same_person(["George", "Bush"], ["Jeb", "Bush"])
