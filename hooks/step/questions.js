// @bun
import{xn,ln}from"./s30.js";export{xn as viewQuestion,ln as viewQuestions};
