// @bun
import{El,Al,Nm}from"./s71.js";export{Nm as caughtBlockers,El as declinable,Al as declinedSince};
